#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Atlas::Tiles;
use Atlas::View;

# Several viewers move over a map; tiles that at least one of them shows are
# shared between them, the others are gone at once.

my $out = shift or die "usage: $0 OUTDIR\n";
srand 58;

my $tiles = Atlas::Tiles->instance;
my @views = map { Atlas::View->new(name => "view $_") } 1 .. 6;

sub walk {
    my $steps = shift;
    for (1 .. $steps) {
        $views[ rand @views ]->move(int(rand 5) - 2, int(rand 5) - 2);
        if (rand() < 0.01) {
            splice @views, rand @views, 1, Atlas::View->new(name => 'view ' . int rand 1000);
        }
    }
}

sub shot {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    printf "%s: %d tiles shared, %d made, %d gone\n", $name, $tiles->count, $tiles->made, Atlas::Tile::gone();
}

walk(80);
shot('early');
walk(800);
shot('mid');
my $load = 1;
walk(800 * $load);
shot('late');
