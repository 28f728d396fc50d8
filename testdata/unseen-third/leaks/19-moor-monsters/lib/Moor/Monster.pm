package Moor::Monster;
use strict;
use warnings;

my %kind = (rat => [3, 1], wolf => [9, 3], troll => [25, 6]);

sub new {
    my ($class, %arg) = @_;
    my ($life, $bite) = @{ $kind{ $arg{kind} } };
    return bless {%arg, life => $life, bite => $bite, at => [int rand 40, int rand 40], loot => [map { int rand 100 } 1 .. 3]}, $class;
}

sub wander {
    my $self = shift;
    $_ = ($_ + int(rand 3) - 1) % 40 for @{ $self->{at} };
    return;
}

sub hit { my ($self, $force) = @_; return ($self->{life} -= $force) <= 0 }

1;
