#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Hotel::House;

my $out    = shift or die "outdir?\n";
my $nights = shift || 60;
srand 23;

my $house = Hotel::House->new(rooms => 30);
my $night = 0;

sub night {
    $night++;
    for (1 .. 6 + int rand 6) {
        my $r = rand;
        if ($r < .7) {
            $house->check_in(
                name   => "Guest $night-$_",
                nights => 1 + int rand 4,
                family => $r < .25 ? 1 + int rand 3 : 0,
            );
        }
        else {
            $house->enquiry("Caller $night-$_");
        }
    }
    $house->breakfast;
    $house->minibar;
    $house->morning;
}

night() for 1 .. 25;
Devel::MAT::Dumper::dump("$out/early.pmat");
night() for 1 .. 60;
Devel::MAT::Dumper::dump("$out/mid.pmat");
night() for 1 .. $nights;
Devel::MAT::Dumper::dump("$out/late.pmat");

printf "%d in house, %d turned away, %.2f earned\n", $house->occupied, $house->turned_away, $house->earned;
