package Race::Course;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless {%args, lead => 0}, $class }

sub advance {
    my ($self, $minute) = @_;
    for my $runner (1 .. $self->{runners}) {
        my $pace = 4 + $runner % 5;
        next if ($minute + $runner) % ($pace * 5);
        my $km = 5 * (1 + int($minute / ($pace * 5)) % 8);
        $self->{board}->publish("runner $runner", $km, $km * $pace * 60);
        $self->{lead} = $runner if $km == 40;
    }
    $self->{board}->publish(news => "minute $minute, runner $self->{lead} leads") if $minute % 30 == 0;
    return;
}

1;
