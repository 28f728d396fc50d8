#!/usr/bin/env perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Backup::Runner;

my $dir = shift or die "usage: $0 DIR\n";
srand 1212;

my $runner = Backup::Runner->new(hosts => [map {"host$_"} 1 .. 25]);

foreach my $night (['early', 3], ['mid', 12], ['late', 12]) {
    my ($name, $nights) = @$night;
    $runner->night for 1 .. $nights;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: ", $runner->summary, "\n";
}
