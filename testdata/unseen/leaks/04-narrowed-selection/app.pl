#!/usr/bin/env perl
use strict;
use warnings;
use Farm::Store;
use Farm::Balancer;
use Devel::MAT::Dumper;

my $out      = shift or die "usage: $0 OUTDIR\n";
my $store    = Farm::Store->new(backends => 40);
my $balancer = Farm::Balancer->new(store => $store, sample => 25);
srand 3;

sub minutes {
    for (1 .. shift) {
        $store->change(1 + int rand 40, (qw(active active active draining))[rand 4]);
        $balancer->refresh;
        $balancer->route("client" . int rand 500) for 1 .. 5;
    }
}

minutes(100);
Devel::MAT::Dumper::dump("$out/early.pmat");
minutes(700);
Devel::MAT::Dumper::dump("$out/mid.pmat");
minutes(700);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $balancer->summary, "\n";
