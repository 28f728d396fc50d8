#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use FlatWatch::Site;
use FlatWatch::Page;
use FlatWatch::Market;

# Watches the flats on offer in a town and tells what the asking rents do.
my $out    = shift or die "usage: app.pl OUTDIR\n";
my $site   = FlatWatch::Site->new(seed => 17);
my $market = FlatWatch::Market->new;
my %dump   = (80 => 'early', 280 => 'mid', 700 => 'late');

for my $n (1 .. 700) {
    my $offer = FlatWatch::Page->new(html => $site->page($n))->offer;
    $market->add($offer) if $offer;
    if ($dump{$n}) {
        Devel::MAT::Dumper::dump("$out/$dump{$n}.pmat");
    }
}
print $market->summary;
