use strict;
use warnings;
use Devel::MAT::Dumper;
use Lab::Intake;
use Lab::Bench;
use Lab::Results;

# A water laboratory: samples arrive all day, the benches work them off; in the
# afternoon more come in than can be measured, at night the queue runs empty.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 40;

my $intake  = Lab::Intake->new(day => 1600);
my $results = Lab::Results->new(batch => 250);
my @benches = map { Lab::Bench->new(name => "bench $_", results => $results) } 1 .. 2;

my $tick = 0;

sub one_tick {
    $intake->arrive($tick);
    my $speed = $intake->night($tick) ? 24 : 1;
    for my $bench (@benches) {
        for (1 .. $speed) {
            my $sample = $intake->next_sample or last;
            $bench->measure($sample);
        }
    }
    $tick++;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    one_tick() for 1 .. $n;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d ticks, %d waiting, %d measured, %d files\n", $tick, $intake->waiting, $results->count, $results->files;
