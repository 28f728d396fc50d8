#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use IO::Async::Loop;
use Parcel::Board;
use Parcel::Courier;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 11;
my $loop  = IO::Async::Loop->new;
my $board = Parcel::Board->new(depot => 'harbour');
$loop->add($board);

my @couriers = map { Parcel::Courier->new($_) } qw(Ines Jon Kalle);
my $no = 5000;

sub new_parcel {
    $no++;
    return { no => $no, street => 'Quay ' . ($no % 30), house => 1 + int rand 90, weight => 0.1 * (1 + int rand 50) };
}

sub quarter_of_an_hour {
    for my $courier (@couriers) {
        while ($courier->laden < 5) {
            my $p = new_parcel();
            $board->expect($p, 3600);
            $courier->take($p);
        }
        $board->delivered($_) for $courier->drive(4);
    }
    $loop->loop_once(0);
}

my %dump_at = (20 => 'early', 60 => 'mid', 130 => 'late');
for my $q (1 .. 130) {
    quarter_of_an_hour();
    Devel::MAT::Dumper::dump("$out/$dump_at{$q}.pmat") if $dump_at{$q};
}
