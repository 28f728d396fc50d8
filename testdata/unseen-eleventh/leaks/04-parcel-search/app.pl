#!/usr/bin/perl
# Parcel tracking: scans parcels at depots, answers questions about them.
use strict;
use warnings;
use Devel::MAT::Dumper;
use ParcelDB;

my $out = shift or die "usage: app.pl OUTDIR\n";

my $db = ParcelDB->new(dsn => 'dbi:SQLite:dbname=:memory:');
$db->deploy;

my @depots = qw(Bremen Kassel Linz Graz Basel);
for my $n (1 .. 400) {
    $db->scan($n, $depots[$n % @depots]);
}

my %stage = (100 => 'early', 450 => 'mid', 1200 => 'late');
my %stat;
for my $request (1 .. 1200) {
    my $parcel = 1 + $request % 400;

    # each request scans a parcel and then two customers look for theirs
    $db->scan($parcel, $depots[rand @depots]);
    my $where = $db->last_depot($parcel);
    $stat{$where}++;
    my $trail = $db->trail_since($parcel, $request - 300);
    $stat{long_trails}++ if @$trail > 3;

    if (my $file = $stage{$request}) {
        Devel::MAT::Dumper::dump("$out/$file.pmat");
    }
}
printf "%-12s %5d\n", $_, $stat{$_} for sort keys %stat;
