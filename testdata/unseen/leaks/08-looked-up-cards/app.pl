#!/usr/bin/env perl
use strict;
use warnings;
use Till::Terminal;
use Till::Risk;
use Till::Limits;
use Devel::MAT::Dumper;

my $out    = shift or die "usage: $0 OUTDIR\n";
my $limits = Till::Limits->new(shops => 40);
my $risk   = Till::Risk->new(limits => $limits);
my @tills  = map { Till::Terminal->new(shop => $_ % 40, risk => $risk) } 1 .. 60;
srand 29;

# 4300... are cards of regular customers, the others come once
sub card { return rand() < 0.3 ? sprintf('4300%06d', int rand 200) : sprintf('5%09d', int rand 1e9) }

sub payments {
    for (1 .. shift) {
        my $till = $tills[rand @tills];
        my $card = card();
        $till->pay($card, 100 + int rand 30_000);
        $risk->report($card, 'stolen') if $card =~ /^4300/ && rand() < 0.02;
        $risk->forgive($card) if rand() < 0.05;
    }
}

payments(1000);
Devel::MAT::Dumper::dump("$out/early.pmat");
payments(5000);
Devel::MAT::Dumper::dump("$out/mid.pmat");
payments(5000);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $risk->summary, "\n";
