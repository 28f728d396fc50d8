use strict;
use warnings;
use Devel::MAT::Dumper;
use Rental::Pool;
use Rental::Counter;

# A tool rental: counters open through the season, each action borrows a
# database handle from the pool and gives it back after a few steps.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 64;

my $pool     = Rental::Pool->new(most => 20);
my @counters = map { Rental::Counter->new(number => $_, pool => $pool) } 1 .. 30;
my $hour     = 0;

sub one_hour {
    my $open = 2 + int($hour / 35);
    $open = @counters if $open > @counters;
    $counters[$_]->step($hour) for 0 .. $open - 1;
    $hour++;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    one_hour() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

my ($rented, $waited) = (0, 0);
$rented += $_->rented, $waited += $_->waited for @counters;
printf "%d hours, %d tools rented, %d handles, %d waits\n", $hour, $rented, $pool->size, $waited;
