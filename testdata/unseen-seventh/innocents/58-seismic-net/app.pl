use Mojo::Base -strict;
use Devel::MAT::Dumper;
use Quake::Network;
use Quake::Detector;

# A network of seismographs: each station keeps the last samples in a window,
# and a detector compares the short mean with the long one.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 101;

my $network  = Quake::Network->new(window => 1100, names => [qw(ALPS BLACK COAST DELTA EIFEL FJORD)]);
my $detector = Quake::Detector->new(short => 15, ratio => 2.2, keep => 120)->watch($network);

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($seconds, $name) = @$part;
    $network->tick for 1 .. $seconds;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d seconds, %d alarms, %d kept\n", $network->second, $detector->alarms, scalar @{$detector->events};
