package Dungeon::World;
use strict;
use warnings;
use Dungeon::Thing;
use Dungeon::Monster;

my @MONSTERS = qw(rat goblin ooze bat skeleton);
my @THINGS   = qw(ring rope torch potion cheese);

sub new {
    my ($class, %args) = @_;
    my @rooms = map { {number => $_, monsters => [], floor => []} } 0 .. $args{rooms} - 1;
    return bless {rooms => \@rooms}, $class;
}

sub room { my ($self, $n) = @_; return $self->{rooms}[$n] }

sub spawn {
    my ($self, $room, $round) = @_;
    for my $k (1 .. 1 + $round % 2) {
        push @{$room->{monsters}}, Dungeon::Monster->new(
            name   => $MONSTERS[($round + $k) % @MONSTERS],
            room   => $room->{number},
            life   => 3 + $round % 8,
            fierce => $k,
            value  => 2 * $k,
        );
    }
    push @{$room->{floor}}, Dungeon::Thing->new(
        name  => $THINGS[$round % @THINGS],
        room  => $room->{number},
        value => 1 + $round % 6,
    );
    return;
}

1;
