#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Atlas::Recent;
use Atlas::Tile;

my $outdir = shift or die;
my $walks  = shift || 90;
srand 52;

tie my %tile, 'Atlas::Recent', 900 or die;
my %asked = (hit => 0, miss => 0);

sub tile {
    my ($zoom, $x, $y) = @_;
    my $key = "$zoom/$x/$y";
    if (my $t = $tile{$key}) { $asked{hit}++; return $t }
    $asked{miss}++;
    return $tile{$key} = Atlas::Tile->draw($zoom, $x, $y);
}

# somebody pans and zooms over the map
sub walk {
    my ($x, $y, $zoom) = (int rand 400, int rand 400, 4 + int rand 4);
    for (1 .. 12) {
        for my $dx (0 .. 1) {
            tile($zoom, $x + $dx, $y + $_) for 0 .. 1;
        }
        my $r = rand;
        if    ($r < .3) { $x++ }
        elsif ($r < .6) { $y++ }
        elsif ($r < .7) { $zoom++; $x *= 2; $y *= 2 }
        else            { $x-- if $x }
    }
    tile(1, 0, 0)->colour;
}

walk() for 1 .. 8;
Devel::MAT::Dumper::dump("$outdir/early.pmat");
walk() for 1 .. 22;
Devel::MAT::Dumper::dump("$outdir/mid.pmat");
walk() for 1 .. $walks;
Devel::MAT::Dumper::dump("$outdir/late.pmat");

printf "%d hits, %d misses, %d kept\n", $asked{hit}, $asked{miss}, scalar keys %tile;
