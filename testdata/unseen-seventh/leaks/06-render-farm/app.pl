use strict;
use warnings;
use Devel::MAT::Dumper;
use Render::Farm;
use Render::Job;
use Render::Metrics;

# A render farm: jobs of a few frames come in, the nodes work on them, and the
# farm keeps counters and timings for a scraping monitor.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 5;

my $metrics = Render::Metrics->new(prefix => 'render');
my $farm    = Render::Farm->new(nodes => 6, metrics => $metrics);

my @artists = qw(ana bo chen dora emil);
my @scenes  = qw(harbour attic storm market);
my $number  = 0;

sub one_job {
    $number++;
    my $job = Render::Job->new(
        id     => sprintf('job-%06d', $number),
        artist => $artists[$number % @artists],
        scene  => $scenes[$number % @scenes],
        frames => 2 + $number % 3,
    );
    $farm->submit($job);
    $farm->work until $farm->idle;
    $metrics->render if $number % 100 == 0;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    one_job() for 1 .. $n;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d jobs, %d frames, page of %s\n", $number, $farm->frames_done,
    length($metrics->render) ? 'metrics ready' : 'nothing';
