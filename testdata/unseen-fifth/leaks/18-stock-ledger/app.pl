#!/usr/bin/env perl
# movements of a warehouse; the operator wants to know which SQL is slow
use strict;
use warnings;
use Devel::MAT::Dumper;
use Stock::Ledger;

my $dir = shift or die "usage: $0 DIR\n";
srand 1818;

my $ledger = Stock::Ledger->new(articles => 150);
my @alarms;

sub movements {
    my ($count) = @_;
    for (1 .. $count) {
        my $article = 1 + int rand 150;
        my $pieces  = int(rand 20) - 9;
        my $left    = $ledger->move($article, $pieces);
        push @alarms, { article => $article, left => $left } if $left < 5;
        shift @alarms if @alarms > 40;
    }
    return;
}

for my $step (['early', 120], ['mid', 500], ['late', 500]) {
    my ($name, $count) = @$step;
    movements($count);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: %d alarms, statements took %.3f s\n", $name, scalar @alarms, $ledger->seconds;
}
