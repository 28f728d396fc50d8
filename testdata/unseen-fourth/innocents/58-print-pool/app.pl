#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Label::Pool;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 58;

my $pool = Label::Pool->new(max => 12);

# orders come in waves; what finds no connection waits in the backlog
sub shift_of {
    my ($ticks, $load) = @_;
    for my $tick (1 .. $ticks) {
        my $now = $load * (0.5 + 0.5 * sin($tick / 50) ** 2);
        $pool->print_label({ text => 'order ' . int(rand 1e6), copies => 1 + int rand 3 }) for 1 .. rand $now / 2;
        $pool->tick;
    }
}

for my $step (['early', 60, 4], ['mid', 700, 9], ['late', 864, 16]) {
    my ($name, $ticks, $load) = @$step;
    shift_of($ticks, $load);
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $pool->text, "\n";
}
