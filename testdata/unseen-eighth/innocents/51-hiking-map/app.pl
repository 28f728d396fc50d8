#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use HikingMap::Tiles;
use HikingMap::Renderer;

# Map server for hikers: people pan over the map, tiles are drawn on demand.
my $out      = shift or die "usage: app.pl OUTDIR\n";
my $renderer = HikingMap::Renderer->new(seed => 4);
my $tiles    = HikingMap::Tiles->new(renderer => $renderer, max => 900);

my %dump = (100 => 'early', 400 => 'mid', 1200 => 'late');
my @hiker = map { { x => 10 * $_, y => 7 * $_, z => 12 } } 1 .. 8;
srand 31;

for my $n (1 .. 1200) {
    my $h = $hiker[ $n % @hiker ];
    $h->{x} += int(rand 3) - 1;
    $h->{y} += int(rand 3) - 1;
    $h->{z} = 11 + int rand 3 if rand() < 0.1;
    for my $dx (0, 1) {
        for my $dy (0, 1) {
            $tiles->get($h->{z}, $h->{x} + $dx, $h->{y} + $dy);
        }
    }
    Devel::MAT::Dumper::dump("$out/$dump{$n}.pmat") if $dump{$n};
}
printf "%d hits, %d drawn, %d kept\n", $tiles->hits, $renderer->drawn, $tiles->size;
