#!/usr/bin/env perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Solar::Source;
use Solar::Dashboard;

# The dashboard of a few solar plants: visitors open widgets and close them.

my $out = shift // die "usage: $0 OUTDIR\n";
srand 20;

my @sources   = map { Solar::Source->new(name => "plant $_", peak => 5 + $_) } 1 .. 4;
my $dashboard = Solar::Dashboard->new(sources => \@sources);

sub quarter_hours {
    my $n = shift;
    for (1 .. $n) {
        $_->measure for @sources;
        $dashboard->visitor for 1 .. rand 24;
        $dashboard->tidy;
    }
}

for my $step (['early', 60], ['mid', 300], ['late', 300]) {
    quarter_hours($step->[1]);
    Devel::MAT::Dumper::dump("$out/$step->[0].pmat");
    printf "%s: %s\n", $step->[0], $dashboard->text;
}
