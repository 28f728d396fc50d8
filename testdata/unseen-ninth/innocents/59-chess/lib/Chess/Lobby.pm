package Chess::Lobby;
use Moose;
use Scalar::Util qw(weaken);

# Finds games by their number and by their players, without owning them.

has _game   => (is => 'ro', isa => 'HashRef', default => sub { {} });
has _player => (is => 'ro', isa => 'HashRef', default => sub { {} });

sub register {
    my ($self, $game) = @_;
    weaken($self->_game->{ $game->id } = $game);
    for my $name ($game->white, $game->black) {
        weaken($self->_player->{$name}{ $game->id } = $game);
    }
    return $game;
}

sub forget {
    my ($self, $id, @names) = @_;
    delete $self->_game->{$id};
    for my $name (@names) {
        delete $self->_player->{$name}{$id};
        delete $self->_player->{$name} unless %{ $self->_player->{$name} };
    }
    return;
}

sub game     { return $_[0]->_game->{ $_[1] } }
sub games_of { my ($self, $name) = @_; return grep { defined } values %{ $self->_player->{$name} || {} } }
sub running  { return scalar keys %{ $_[0]->_game } }

__PACKAGE__->meta->make_immutable;
1;
