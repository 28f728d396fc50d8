#!/usr/bin/env perl
use strict;
use warnings;
use Bank::Transfers;
use Devel::MAT::Dumper;

my $out       = shift or die "usage: $0 OUTDIR\n";
my $transfers = Bank::Transfers->new(accounts => 80);
srand 21;

sub work {
    for (1 .. shift) {
        $transfers->request({from => int rand 82, to => int rand 82, cents => 100 + int rand 60_000, purpose => 'rent ' . int rand 1000});
    }
}

work(150);
Devel::MAT::Dumper::dump("$out/early.pmat");
work(800);
Devel::MAT::Dumper::dump("$out/mid.pmat");
work(800);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $transfers->summary, "\n";
