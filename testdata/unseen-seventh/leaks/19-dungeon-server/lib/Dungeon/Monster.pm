package Dungeon::Monster;
use strict;
use warnings;
use parent -norequire, 'Dungeon::Thing';
use Dungeon::Thing;

sub kind { return 'monster' }

sub hit {
    my ($self, $points) = @_;
    $self->{life} -= $points;
    return $self->{life} <= 0;
}

sub strike { my ($self, $round) = @_; return ($self->{fierce} * 3 + $round) % 5 }

1;
