#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Night::Plan;
use Night::Runner;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 2020;

# Runs the small jobs of a night, each in a process of its own.

my $plan   = Night::Plan->new;
my $runner = Night::Runner->new;

sub ticks {
    my $n = shift;
    for (1 .. $n) {
        $runner->start($_) for $plan->due;
        select undef, undef, undef, 0.02;
        $runner->poll;
    }
}

ticks(10);
Devel::MAT::Dumper::dump("$out/early.pmat");
print 'early: ', $runner->text, "\n";
ticks(100);
Devel::MAT::Dumper::dump("$out/mid.pmat");
print 'mid: ', $runner->text, "\n";
ticks(100);
Devel::MAT::Dumper::dump("$out/late.pmat");
print 'late: ', $runner->text, "\n";
