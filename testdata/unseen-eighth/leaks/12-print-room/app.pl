#!/usr/bin/perl
use strict;
use warnings;
use POE;
use Devel::MAT::Dumper;
use PrintRoom::Printer;
use PrintRoom::Spool;

# The print room of a university: jobs come from the lecture halls, are
# spooled to one of the printers and are done, or fail for want of paper.
my $out = shift or die "usage: app.pl OUTDIR\n";

my @printers = map { PrintRoom::Printer->new(name => "lp$_", jam_every => 3 + $_) } 1 .. 4;
my %dump     = (150 => 'early', 500 => 'mid', 1300 => 'late');
my $last     = 1300;

PrintRoom::Spool->spawn(
    printers => \@printers,
    on_end   => sub {
        my ($count) = @_;
        Devel::MAT::Dumper::dump("$out/$dump{$count}.pmat") if $dump{$count};
        $poe_kernel->stop if $count >= $last;
    },
);

POE::Session->create(
    inline_states => {
        _start => sub { $_[HEAP]{n} = 0; $_[KERNEL]->yield('arrive') },
        arrive => sub {
            my ($kernel, $heap) = @_[ KERNEL, HEAP ];
            my $n = ++$heap->{n};
            $kernel->post(spool => submit => {
                id    => $n,
                owner => 'u' . (1000 + $n % 77),
                pages => 1 + $n % 30,
                title => "handout-$n.pdf",
            });
            $kernel->delay(arrive => 0.001) if $n < $last + 20;
        },
    },
);
POE::Kernel->run;
printf "%s: %d pages, %d jams\n", $_->name, $_->pages, $_->jams for @printers;
