use strict;
use warnings;
use Devel::MAT::Dumper;
use Geo::Coder;
use Geo::Gazetteer;
use Geo::Trips;

# A trip planner turns place names into coordinates; the answers are kept in a
# memory cache with a limited size.
my ($out, $tail) = @ARGV;
$tail ||= 700;
srand 52;

my $gazetteer = Geo::Gazetteer->new;
my $coder     = Geo::Coder->new(gazetteer => $gazetteer, room => 230 * 1024);
my $trips     = Geo::Trips->new(coder => $coder);

for my $part ([200, 'early'], [300, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    $trips->plan for 1 .. $n;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d trips, %.0f km, %d asked, %d places kept\n", $trips->count, $trips->length, $gazetteer->asked, $coder->kept;
