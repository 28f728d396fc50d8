#!/usr/bin/perl
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Devel::MAT::Dumper;
use Courier::Log;
use Courier::Dispatcher;

my $out   = shift or die;
my $shift = shift // 15;

srand 31;
Courier::Log->setup;
my $dispatch = Courier::Dispatcher->new(riders => [qw(Ada Ben Cem Dora Eli)]);

sub a_shift {
    for (1 .. 12) {
        $dispatch->tour(stops => 2 + int rand 6, fragile => rand() < .2);
        $dispatch->complaint if rand() < .1;
    }
    $dispatch->wash_bikes;
}

a_shift() for 1 .. 8;
Devel::MAT::Dumper::dump("$out/early.pmat");
a_shift() for 1 .. 15;
Devel::MAT::Dumper::dump("$out/mid.pmat");
a_shift() for 1 .. $shift;
Devel::MAT::Dumper::dump("$out/late.pmat");

print $dispatch->stats, "\n";
