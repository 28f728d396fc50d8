use strict;
use warnings;
use Devel::MAT::Dumper;
use Hike::Elevation;
use Hike::Terrain;
use Hike::Planner;

# A hiking club plans tours: heights along the way come from a slow terrain
# model, the points asked for last are kept at hand.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 19;

my $terrain   = Hike::Terrain->new(seed => 7);
my $elevation = Hike::Elevation->new(terrain => $terrain, most => 3500);
my $planner   = Hike::Planner->new(elevation => $elevation);

my $tours = 0;

sub one_tour {
    my $n = $tours++;
    my @from = (($n * 17) % 71, ($n * 29) % 83);
    my @to   = ($from[0] + $n % 5, $from[1] + 3 + $n % 4);
    $planner->plan("tour $n", \@from, \@to);
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    one_tour() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

printf "%d tours, %d points kept, %d hits, %d computed, highest %d m\n", $tours, $elevation->size,
    $elevation->hits, $terrain->computed, $planner->highest;
