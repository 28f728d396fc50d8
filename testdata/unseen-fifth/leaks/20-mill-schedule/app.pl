#!/usr/bin/env perl
# a flour mill: orders become small jobs for the machines
use strict;
use warnings;
use Devel::MAT::Dumper;
use Mill::Planner;
use Mill::Timing;

my $dir = shift or die "usage: $0 DIR\n";
srand 2020;

my $planner = Mill::Planner->new(silo => { wheat => 1e6, rye => 1e6, spelt => 1e6 });

for my $shift (['early', 60], ['mid', 260], ['late', 260]) {
    my ($name, $orders) = @$shift;
    for (1 .. $orders) {
        $planner->accept({ grain => (qw(wheat rye spelt))[rand 3], kilos => 50 * int 1 + rand 40, baker => 'baker ' . int rand 35 });
        $planner->run_some(3);
    }
    $planner->run_some(1000);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: ", $planner->text, '; ', Mill::Timing->text, "\n";
}
