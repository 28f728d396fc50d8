#!/usr/bin/env perl
use strict;
use warnings;
use Clearing::House;
use Devel::MAT::Dumper;

my $out   = shift or die "usage: $0 OUTDIR\n";
my $house = Clearing::House->new(members => 40);
srand 77;

sub days {
    for (1 .. shift) {
        my $report = $house->clear(map { {member => int rand 40, cents => int(rand 90_000) - 30_000} } 1 .. 12);
        die "not balanced\n" unless defined $report->{sum};
    }
}

days(40);
Devel::MAT::Dumper::dump("$out/early.pmat");
days(160);
Devel::MAT::Dumper::dump("$out/mid.pmat");
days(160);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $house->summary, "\n";
