use strict;
use warnings;
use Devel::MAT::Dumper;
use AnyEvent;
use Race::Board;
use Race::Spectator;
use Race::Course;

# Live results of a marathon: spectators open the page, follow some runners,
# get told about every split time and leave again.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 42;

my $board  = Race::Board->new;
my $course = Race::Course->new(runners => 90, board => $board);
my @watching;
my ($minute, $came, $told) = (0, 0, 0);

sub one_minute {
    my $crowd = $minute < 1200 ? 20 + int($minute / 4) : 320;
    while (@watching < $crowd) {
        $came++;
        push @watching, Race::Spectator->new(
            number => $came,
            board  => $board,
            follow => [map { 1 + ($came * $_) % 90 } 1, 3, 5],
            stays  => 60 + $came % 50,
            from   => $minute,
        );
    }
    my $cv = AE::cv;
    AE::postpone { $course->advance($minute); $cv->send };
    $cv->recv;
    my @still;
    for my $spectator (@watching) {
        if ($spectator->leaves($minute)) { $told += $spectator->told }
        else                             { push @still, $spectator }
    }
    @watching = @still;
    $minute++;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    one_minute() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

printf "%d minutes, %d spectators came, %d messages, %d subscriptions\n", $minute, $came, $told, $board->subscriptions;
