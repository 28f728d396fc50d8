#!/usr/bin/env perl
use strict;
use warnings;
use IO::Async::Loop;
use Print::Queue;
use Print::Runner;
use Devel::MAT::Dumper;

my $out   = shift or die "usage: $0 OUTDIR\n";
my $loop  = IO::Async::Loop->new;
my $queue = Print::Queue->new;
my $run   = Print::Runner->new(loop => $loop, queue => $queue, presses => 4, keep => 60);
srand 12;

sub orders { $queue->add(kind => (qw(poster flyer card))[rand 3], copies => 1 + int rand 50, customer => 'customer ' . int rand 40) for 1 .. shift }

sub work_until { my $left = shift; $run->pump, $loop->loop_once(0.002) while $queue->size > $left || $run->busy > 3 }

sub snap {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $run->summary, ', ', $queue->size, " waiting\n";
}

for (1 .. 5) { orders(20); work_until(6) }
snap('early');
for (1 .. 15) { orders(20); work_until(6) }
orders(90);    # noon: more is waiting now
$run->pump;
$loop->loop_once(0.001) for 1 .. 3;
snap('mid');
work_until(10);
for (1 .. 20) { orders(20); work_until(6) }
snap('late');
