package Meter::Radio;
use strict;
use warnings;
use AnyEvent;

sub new { my ($class, %arg) = @_; return bless {%arg}, $class }

# sends a telegram; the answer may be lost
sub ask {
    my ($self, $meter, $cb) = @_;
    return if rand() < $self->{loss};
    my $answer = { meter => $meter, kwh => 1000 + int rand 9000, flow => [map { sprintf '%.1f', 20 + rand 50 } 1 .. 6] };
    AnyEvent::postpone { $cb->($answer) };
    return;
}

1;
