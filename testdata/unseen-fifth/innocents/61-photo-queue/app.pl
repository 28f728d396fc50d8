#!/usr/bin/env perl
# a photo lab: orders come during the day, the printer works day and night
use strict;
use warnings;
use POE;
use Devel::MAT::Dumper;
use Photo::Queue;

my $dir = shift or die "usage: $0 DIR\n";
srand 61;

my $queue = Photo::Queue->new(per_tick => 8);
my $tick  = 0;                                  # 24 ticks are a day, a new day begins at 6 o'clock
my @plan  = (['early', 24 * 1 + 3], ['mid', 24 * 2 + 7], ['late', 24 * 3 + 12]);

POE::Session->create(
    inline_states => {
        _start => sub { $_[KERNEL]->yield('tick') },
        tick   => sub {
            $tick++;
            my $hour = $tick % 24;
            if ($hour < 12) {
                $_[KERNEL]->yield(order => "customer $_") for 1 .. 15;
            }
            $_[KERNEL]->yield('print');
        },
        order => sub { $queue->order($_[ARG0], 1 + int rand 4) },
        print => sub {
            $queue->work;
            if (@plan && $tick >= $plan[0][1]) {
                my ($name) = @{ shift @plan };
                Devel::MAT::Dumper::dump("$dir/$name.pmat");
                printf "%s: hour %d, %s\n", $name, $tick, $queue->text;
            }
            $_[KERNEL]->yield('tick') if @plan;
        },
    },
);
POE::Kernel->run;
