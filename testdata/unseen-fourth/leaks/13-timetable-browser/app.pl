#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Rail::Robot;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 13;

# watches the departures of some stations
my $robot = Rail::Robot->new(stations => [qw(Bebra Celle Lehrte Soest Uelzen Verden)]);

for my $part (['early', 1], ['mid', 4], ['late', 4]) {
    my ($name, $days) = @$part;
    $robot->day(20 + int rand 10) for 1 .. $days;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print $robot->text, "\n";
}
