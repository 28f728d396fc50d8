#!/usr/bin/env perl
use strict;
use warnings;
use Devel::MAT::Dumper;

# A script without subs: what it keeps is in variables of the file.
my $out = shift;
my (%stat, @journal);
my $n = 0;

for my $step ([early => 50], [mid => 400], [late => 400]) {
    my ($name, $times) = @$step;
    for (1 .. $times) {
        my %order = (no => ++$n, items => [map { "item $_" } 1 .. 3]);
        $stat{$order{no} % 5}++;
        push @journal, \%order;
    }
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
