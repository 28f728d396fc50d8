#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use AnyEvent;
use Render::Queue;
use Render::Worker;
use Render::Orders;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 56;

my $queue   = Render::Queue->new(high => 400, low => 150);
my @workers = map { Render::Worker->new($queue, $_) } 1 .. 3;
my $orders  = Render::Orders->new($queue);

# how many orders come in a tick, and for how long
my $load = 1;
my @plan = ([4, 60, 'early'], [14, 60], [2, 100], [6, 60, 'mid'], ([14, 50], [2, 120]) x $load, [16, 60, 'late']);
my $done = AnyEvent->condvar;
my $tick = 0;

my $timer;
$timer = AnyEvent->timer(after => 0, interval => 0.001, cb => sub {
    my ($rate, $ticks, $name) = @{ $plan[0] };
    $orders->come($rate);
    $_->work for @workers;
    return if ++$tick < $ticks;
    $tick = 0;
    shift @plan;
    if ($name) {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
        print "$name: ", $queue->text, '; ', $orders->text, "\n";
    }
    return if @plan;
    undef $timer;
    $done->send;
});
$done->recv;
