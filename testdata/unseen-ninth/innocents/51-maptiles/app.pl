#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Tile::Cache;
use Tile::Renderer;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 3;
my $cache    = Tile::Cache->new(capacity => 700);
my $renderer = Tile::Renderer->new;

# a walker pans the map, a new tile or two come into view with every step
my ($cx, $cy, $zoom) = (500, 500, 12);
sub step {
    $cx += int(rand 3) - 1;
    $cy += int(rand 3) - 1;
    ($cx, $cy) = (int rand 1000, int rand 1000) if rand() < 0.03;
    for my $dx (-1 .. 1) {
        for my $dy (-1 .. 1) {
            my ($x, $y) = ($cx + $dx, $cy + $dy);
            $cache->fetch("$zoom/$x/$y", sub { $renderer->render($zoom, $x, $y) });
        }
    }
}

my %dump_at = (100 => 'early', 200 => 'mid', 900 => 'late');
for my $n (1 .. 900) {
    step();
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
