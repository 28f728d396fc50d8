use strict;
use warnings;
use Devel::MAT::Dumper;
use Tiles::Service;
use Tiles::Renderer;
use Tiles::Walker;

# A map service: walkers look at tiles, several of them often at the same one;
# the service draws a tile once and serves everybody who waits for it.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 77;

my $renderer = Tiles::Renderer->new(size => 8);
my $service  = Tiles::Service->new(renderer => $renderer);
my @walkers  = map { Tiles::Walker->new(id => $_, x => $_ % 4, y => $_ % 3) } 1 .. 6;

my $steps = 0;

sub one_step {
    $steps++;
    for my $walker (@walkers) {
        $walker->move($steps);
        $service->request($walker->tile, sub { $walker->look(@_) });
    }
    $service->work(4) until $service->idle;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    one_step() for 1 .. $n;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

my $seen = 0;
$seen += $_->seen for @walkers;
printf "%d steps, %d tiles drawn, %d looked at, %d failures\n", $steps, $renderer->drawn, $seen, $service->failures;
