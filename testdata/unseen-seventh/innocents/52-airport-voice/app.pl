use strict;
use warnings;
use Devel::MAT::Dumper;
use Voice::Desk;
use Voice::Flights;

# The announcements of an airport: the phrases of a language are prepared when
# the first flight of that language is called.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 33;

my $flights = Voice::Flights->new(opening => 26);
my $desk    = Voice::Desk->new(house => 'en', log_size => 60);

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    $desk->announce($flights->next_flight) for 1 .. $n;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d announcements, %d languages ready, last: %s\n", $desk->made, scalar $desk->languages, $desk->last;
