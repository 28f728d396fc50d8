#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Parcel::Price;
use Parcel::Counter;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 54;

my @counters = map { Parcel::Counter->new(name => "counter $_") } 1 .. 6;
my $parcels  = 0;

sub busy {
    my $n = shift;
    for (1 .. $n) {
        my $counter = $counters[ rand @counters ];
        $counter->parcel(from => 1 + int rand 30, to => 1 + int rand 30, grams => 100 + int rand 9900);
        $parcels++;
    }
}

sub picture {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    printf "%s: %d parcels, taken %.2f\n", $name, $parcels, eval { my $sum = 0; $sum += $_->taken for @counters; $sum };
}

busy(3_000);
picture('early');
busy(15_000);
picture('mid');
my $load = 1;
busy(15_000 * $load);
picture('late');
