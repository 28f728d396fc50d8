#!/usr/bin/perl
use strict;
use warnings;
use POE;
use Devel::MAT::Dumper;
use Bakery::Oven;
use Bakery::Logbook;

# Ovens of a bakery report their temperature; the logbook is written in pages.
my $out     = shift or die "usage: app.pl OUTDIR\n";
my $logbook = Bakery::Logbook->new(page => 3000, pages_kept => 3);
my %dump    = (1000 => 'early', 5500 => 'mid', 14500 => 'late');
my $entries = 0;

my @oven = map { Bakery::Oven->new(no => $_, target => 180 + 10 * $_) } 1 .. 6;

POE::Session->create(
    inline_states => {
        _start => sub {
            my ($kernel, $heap) = @_[ KERNEL, HEAP ];
            $kernel->alias_set('bakery');
            $kernel->yield(measure => $_) for @oven;
        },
        measure => sub {
            my ($kernel, $oven) = @_[ KERNEL, ARG0 ];
            my $entry = $oven->measure;
            $logbook->write($entry);
            $entries++;
            Devel::MAT::Dumper::dump("$out/$dump{$entries}.pmat") if $dump{$entries};
            return $kernel->alias_remove('bakery') if $entries >= 14500;
            $kernel->yield(measure => $oven);
        },
    },
);
POE::Kernel->run;
printf "%d entries, page %d, %d alarms\n", $entries, $logbook->page_no, $logbook->alarms;
