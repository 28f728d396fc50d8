#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use ShopFinder::Store;
use ShopFinder::Search;

# Replays the evening peak of the "nearest charity shop" page.
my $out   = shift // die "OUTDIR?\n";
my $store = ShopFinder::Store->new(shops => 400);
my $find  = ShopFinder::Search->new(store => $store);

my @snap = ([ 150, 'early' ], [ 500, 'mid' ], [ 1300, 'late' ]);
my %answered;

srand 7;
for my $n (1 .. $snap[-1][0]) {
    my ($lat, $lon) = (51 + rand 3, -3 + rand 4);
    my @tags = (qw(books clothes furniture))[ $n % 3, ($n + 1) % 3 ];
    my $hits = $find->nearest(lat => $lat, lon => $lon, tags => \@tags, limit => 5);
    $answered{ scalar @$hits }++;

    if ($n == $snap[0][0]) {
        my (undef, $name) = @{ shift @snap };
        Devel::MAT::Dumper::dump("$out/$name.pmat");
    }
}
print "hits per page: ", join(', ', map { "$_: $answered{$_}" } sort keys %answered), "\n";
