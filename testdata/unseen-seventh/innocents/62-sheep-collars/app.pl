use strict;
use warnings;
use Devel::MAT::Dumper;
use POE;
use Herd::Shepherd;
use Herd::Meadow;

# Sheep with radio collars: the collars are switched on flock by flock during
# the spring, each has its own session, and worn out ones are replaced.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 6;

my $meadow   = Herd::Meadow->new(width => 90, height => 60);
my $shepherd = Herd::Shepherd->new(meadow => $meadow, most => 120, battery => 260);
my @parts    = ([200, 'early'], [400, 'mid'], [$tail, 'late']);

POE::Session->create(
    inline_states => {
        _start => sub { $_[KERNEL]->yield('part') },
        part   => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            my $part = shift @parts or return $shepherd->go_home;
            ($heap->{left}, $heap->{name}) = @$part;
            $kernel->yield('tick');
        },
        tick => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            if ($heap->{left}-- <= 0) {
                Devel::MAT::Dumper::dump("$out/$heap->{name}.pmat");
                return $kernel->yield('part');
            }
            $shepherd->tick;
            $kernel->yield('tick');
        },
    },
);

POE::Kernel->run;
printf "%d ticks, %d collars on, %d replaced, %d strays\n", $shepherd->ticks, $shepherd->collars, $shepherd->replaced, $shepherd->strays;
