use strict;
use warnings;
use Devel::MAT::Dumper;
use Farm::Bus;
use Farm::Link;
use Farm::Turbine;
use Farm::Board;

# A wind farm: turbines report over links that drop in every gust; a link that
# comes back announces itself on the farm's bus.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 71;

my $bus   = Farm::Bus->new;
my $board = Farm::Board->new(bus => $bus);
my @turbines = map { Farm::Turbine->new(id => "WT$_", rated => 2000 + 100 * $_) } 1 .. 12;
my %link = map { $_->id => Farm::Link->new(bus => $bus, turbine => $_) } @turbines;
$_->open for values %link;

my $minute = 0;

sub one_minute {
    my $wind = 4 + 8 * abs sin($minute / 30);
    $bus->emit(wind => $wind);
    for my $turbine (@turbines) {
        $link{$turbine->id}->send_reading if ($minute + length $turbine->id) % 4 == 0;
    }
    my $victim = $turbines[$minute % @turbines];
    $link{$victim->id}->drop('gust');
    $link{$victim->id}->open;
    $bus->emit(curtail => 0.8) if $minute % 200 == 199;
    $minute++;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($minutes, $name) = @$part;
    one_minute() for 1 .. $minutes;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d minutes, %d readings, %.1f MWh, %d drops\n", $minute, $board->readings,
    $board->energy / 1000, $board->drops;
