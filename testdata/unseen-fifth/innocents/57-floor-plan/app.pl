#!/usr/bin/env perl
# an editor for floor plans; each plan can be undone a limited number of times
use strict;
use warnings;
use Devel::MAT::Dumper;
use Plan::Document;

my $dir = shift or die "usage: $0 DIR\n";
srand 57;

my @plans = map { Plan::Document->new(name => "house $_") } 1 .. 6;
my %count = (edit => 0, undo => 0, redo => 0);

sub work {
    my ($clicks) = @_;
    for (1 .. $clicks) {
        my $plan = $plans[rand @plans];
        my $dice = rand;
        if    ($dice < 0.8)  { $plan->place(int rand 40, { kind => (qw(table bed lamp sink))[rand 4], x => int rand 900, y => int rand 700 }); $count{edit}++ }
        elsif ($dice < 0.93) { $count{undo}++ if $plan->undo }
        else                 { $count{redo}++ if $plan->redo }
    }
    return;
}

for my $step (['early', 150], ['mid', 500], ['late', 700]) {
    work($step->[1]);
    Devel::MAT::Dumper::dump("$dir/$step->[0].pmat");
    printf "%s: %d edits, %d undone, %d redone, %d steps kept\n", $step->[0], @count{qw(edit undo redo)}, eval { my $n = 0; $n += $_->kept for @plans; $n };
}
