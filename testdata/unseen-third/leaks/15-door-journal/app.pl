#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Lock::House;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 15;

# The doors of an office building: each door asks whether a badge may pass,
# and every decision goes into a journal that is sent off from time to time.

my $house = Lock::House->new(doors => 14, badges => 160);

sub day {
    for my $quarter (1 .. 96) {
        my $traffic = $quarter < 28 || $quarter > 80 ? 2 : 40;
        $house->try_any for 1 .. int rand $traffic;
    }
    $house->end_of_day;
}

day() for 1 .. 3;
Devel::MAT::Dumper::dump("$out/early.pmat");
print $house->text, "\n";
day() for 1 .. 25;
Devel::MAT::Dumper::dump("$out/mid.pmat");
print $house->text, "\n";
day() for 1 .. 25;
Devel::MAT::Dumper::dump("$out/late.pmat");
print $house->text, "\n";
