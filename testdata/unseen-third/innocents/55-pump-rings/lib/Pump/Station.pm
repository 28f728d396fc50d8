package Pump::Station;
use strict;
use warnings;
use List::Util qw(sum);
use Pump::Ring;

sub new {
    my ($class, %arg) = @_;
    tie my @recent, 'Pump::Ring', 120;
    tie my @hourly, 'Pump::Ring', 48;
    return bless {%arg, recent => \@recent, hourly => \@hourly, level => 50 + rand 20, on => 0}, $class;
}

sub measure {
    my ($self, $tick) = @_;
    $self->{level} += $self->{on} ? -2 - rand 2 : rand 3;
    push @{ $self->{recent} }, {tick => $tick, level => $self->{level}, on => $self->{on}};
    if ($tick % 10 == 0) {
        my @levels = map { $self->{recent}[$_]{level} } -($tick > 10 ? 10 : 9) .. -1;
        push @{ $self->{hourly} }, {tick => $tick, mean => sum(@levels) / @levels};
    }
    $self->switch(1, $tick) if !$self->{on} && $self->{level} > 80;
    $self->switch(0, $tick) if $self->{on}  && $self->{level} < 30;
    return;
}

sub switch {
    my ($self, $on, $tick) = @_;
    $self->{on} = $on;
    push @{ $self->{journal} }, "tick $tick: $self->{name} " . ($on ? 'on' : 'off');
    return;
}

1;
