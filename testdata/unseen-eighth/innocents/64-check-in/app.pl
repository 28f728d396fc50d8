#!/usr/bin/perl
use strict;
use warnings;
use IO::Async::Loop;
use Future;
use Devel::MAT::Dumper;
use CheckIn::Services;
use CheckIn::Counter;

# Check-in of an airport: every passenger needs seat, baggage tag and boarding
# pass, each from a service of its own.  It gets crowded before the holidays.
my $out     = shift or die "usage: app.pl OUTDIR\n";
my $loop    = IO::Async::Loop->new;
my $service = CheckIn::Services->new(loop => $loop);
my $counter = CheckIn::Counter->new(services => $service);

my @wave = ([ 10, 20 ], [ 30, 20 ], [ 150, 6 ]);
my @name = qw(early mid late);
my $pax  = 0;

for my $i (0 .. $#wave) {
    my ($size, $times) = @{ $wave[$i] };
    for my $t (1 .. $times) {
        my @f = map { $counter->passenger(++$pax) } 1 .. $size;
        if ($t == $times) {
            # in the middle of the rush
            $loop->loop_once(0.005);
            Devel::MAT::Dumper::dump("$out/$name[$i].pmat");
        }
        Future->needs_all(@f)->get;
    }
}
printf "%d passengers, %d bags, %d desks asked\n", $counter->done, $counter->bags, $service->asked;
