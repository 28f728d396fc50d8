package Herd::Meadow;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless {%args}, $class }

sub step {
    my ($self, $at, $n) = @_;
    my ($x, $y) = @$at;
    $x += ($n * 7) % 3 - 1;
    $y += ($n * 11) % 3 - 1;
    return [$x % ($self->{width} + 2), $y % ($self->{height} + 2)];
}

sub inside { my ($self, $at) = @_; return $at->[0] < $self->{width} && $at->[1] < $self->{height} }

1;
