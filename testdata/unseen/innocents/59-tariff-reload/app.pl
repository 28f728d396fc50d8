#!/usr/bin/env perl
use strict;
use warnings;
use Freight::Tariffs;
use Freight::Office;
use Devel::MAT::Dumper;

my $out     = shift or die "usage: $0 OUTDIR\n";
my $tariffs = Freight::Tariffs->new(zones => 40);
my $office  = Freight::Office->new(tariffs => $tariffs, open => 70);
srand 44;

sub quarter {
    my ($year, $count) = @_;
    $tariffs->reload($year);
    for (1 .. $count) {
        my $offer = $office->offer({zone => int rand 40, kg => 1 + int rand 3000, express => rand() < 0.2 ? 1 : 0});
        $office->accept($offer) if rand() < 0.6;
    }
}

sub snap {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $office->summary, ', ', $tariffs->summary, "\n";
}

quarter($_, 120) for 1 .. 4;
snap('early');
quarter($_, 300) for 5 .. 8;
snap('mid');
quarter($_, 300) for 9 .. 13;
snap('late');
