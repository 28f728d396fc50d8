package Dungeon::World;
use strict;
use warnings;
use Dungeon::Player;
use Dungeon::Room;

sub new {
    my ($class, %arg) = @_;
    my @rooms = map { Dungeon::Room->new($_) } 0 .. $arg{rooms} - 1;
    return bless { rooms => \@rooms, online => {}, score => {} }, $class;
}

sub login {
    my ($self, $name) = @_;
    return if $self->{online}{$name};
    my $player = Dungeon::Player->new(name => $name, room => 0, size => scalar @{ $self->{rooms} });
    $self->{online}{$name} = $player;
    $self->{rooms}[0]->enter($name);
    return $player;
}

sub command {
    my ($self, $name, $line) = @_;
    my $player = $self->{online}{$name} or return;
    my $before = $player->{room};
    my $answer = $player->do_line($line);
    if ($player->{room} != $before) {
        $self->{rooms}[$before]->leave($name);
        $self->{rooms}[ $player->{room} ]->enter($name);
    }
    $self->logout($player) if $player->{gone};
    return $answer;
}

sub logout {
    my ($self, $player) = @_;
    my $name = $player->{name};
    $self->{score}{$name} += $player->{score};
    $self->{rooms}[ $player->{room} ]->leave($name);
    delete $self->{online}{$name};
    return;
}

sub names { my @names = sort keys %{ $_[0]{online} }; return @names }
sub known { return scalar keys %{ $_[0]{score} } }

1;
