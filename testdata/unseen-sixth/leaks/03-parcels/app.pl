#!/usr/bin/env perl
use 5.020;
use warnings;
use Devel::MAT::Dumper;
use Parcel::Depot;

my $out   = shift @ARGV // die "where to?\n";
my $waves = shift @ARGV // 30;

srand 2024;

my $depot = Parcel::Depot->new(name => 'North', towns => [qw(Aalen Bonn Celle Düren Emden Fulda)]);

my $wave = 0;
sub wave {
    $wave++;
    $depot->accept(weight => 0.2 + rand 20, from => 'Aalen', express => $_ % 4 == 0) for 1 .. 8 + rand 6;
    $depot->route_pending;
    $depot->drive for 1 .. 3;
    $depot->hand_over;
    $depot->estimate($_) for qw(Bonn Emden);
}

wave() for 1 .. 15;
Devel::MAT::Dumper::dump("$out/early.pmat");
wave() for 1 .. 30;
Devel::MAT::Dumper::dump("$out/mid.pmat");
wave() for 1 .. $waves;
Devel::MAT::Dumper::dump("$out/late.pmat");

say $depot->delivered, " delivered, ", $depot->in_transit, " on the road";
