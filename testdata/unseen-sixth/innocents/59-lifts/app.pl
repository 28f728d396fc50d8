#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Lift::Tower;
use Lift::Monitor;

my ($out, $days) = @ARGV;
$days ||= 1;
srand 59;

my $tower   = Lift::Tower->new(lifts => 4, floors => 20);
my $monitor = Lift::Monitor->new(window => 1800);

# people per minute over the day
my %rush = (7 => 6, 8 => 30, 9 => 14, 12 => 18, 13 => 18, 16 => 25, 17 => 32, 18 => 12);

sub until_hour {
    my ($end) = @_;
    while ($tower->clock < $end * 3600) {
        my $hour = int($tower->clock / 3600) % 24;
        my $people = $rush{$hour} // ($hour < 6 ? .3 : 3);
        my $n = int $people + rand;
        for (1 .. $n) {
            $monitor->add($tower->ride(int rand 20, int rand 20));
        }
        $tower->forward(60);
        $monitor->check($tower->clock) if $tower->clock % 300 == 0;
    }
}

until_hour(7.5);
Devel::MAT::Dumper::dump("$out/early.pmat");
until_hour(13.25);
Devel::MAT::Dumper::dump("$out/mid.pmat");
until_hour(17.75 + 24 * ($days - 1));
Devel::MAT::Dumper::dump("$out/late.pmat");

print $monitor->summary, "\n";
