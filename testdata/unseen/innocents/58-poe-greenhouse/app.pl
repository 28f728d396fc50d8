#!/usr/bin/env perl
use strict;
use warnings;
use POE;
use Green::House;
use Devel::MAT::Dumper;

my $out   = shift or die "usage: $0 OUTDIR\n";
my $house = Green::House->spawn(beds => 24, interval => 0.01);
my %plan  = (15 => ['early', 30], 40 => [undef, 110], 55 => ['mid', 30], 110 => ['late', 0]);    # tick => [dump, plants wanted]
srand 30;

sub snap {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $house->summary, "\n";
}

POE::Session->create(
    inline_states => {
        _start => sub { $_[HEAP]{tick} = 0; $_[KERNEL]->post(house => wanted => 30); $_[KERNEL]->delay(tick => 0.01) },
        tick   => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            if (my $step = $plan{ ++$heap->{tick} }) {
                my ($name, $wanted) = @$step;
                snap($name) if $name;
                $kernel->post(house => wanted => $wanted);
                return $kernel->stop unless $wanted;
            }
            $kernel->delay(tick => 0.02);
        },
    },
);
POE::Kernel->run;
