package Weather::Stations;
use strict;
use warnings;
use Log::Log4perl;

sub new {
    my ($class, %arg) = @_;
    my @stations = map {
        {name => sprintf('station%02d', $_), height => 100 + 60 * $_, base => 20 - $_ * 0.4, logger => Log::Log4perl->get_logger("station.$_")}
    } 1 .. $arg{count};
    return bless {stations => \@stations, silent => {}}, $class;
}

sub readings {
    my ($self, $minute) = @_;
    my @readings;
    for my $station (@{ $self->{stations} }) {
        if (rand() < 0.02) {
            $self->{silent}{ $station->{name} } = $minute;
            $station->{logger}->warn("silent at minute $minute");
            next;
        }
        $station->{logger}->info("is back after " . ($minute - delete $self->{silent}{ $station->{name} }) . ' minutes')
            if $self->{silent}{ $station->{name} };
        my $hour = ($minute / 60) % 24;
        push @readings, {station => $station->{name}, temp => $station->{base} + 6 * sin(($hour - 9) / 24 * 6.283) + rand, wind => rand 60};
    }
    return @readings;
}

1;
