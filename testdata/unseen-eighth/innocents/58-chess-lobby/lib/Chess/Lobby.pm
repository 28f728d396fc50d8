package Chess::Lobby;
use Moo;
use Scalar::Util qw(weaken);
use Chess::Player;
use Chess::Game;

# The lobby knows everybody by name but keeps nobody: players belong to their
# connections, and the name is free again once the connection has gone.
has players  => (is => 'ro', default => sub { {} });
has games    => (is => 'rw', default => sub { [] });
has finished => (is => 'rw', default => 0);

sub join {
    my ($self, %who) = @_;
    my $player = Chess::Player->new(%who);
    weaken($self->players->{ $player->name } = $player);
    return $player;
}

sub population {
    my ($self) = @_;
    my $p = $self->players;
    delete @$p{ grep { !defined $p->{$_} } keys %$p };
    return scalar keys %$p;
}

sub running { scalar @{ $_[0]->games } }

sub pair {
    my ($self) = @_;
    $self->population;
    my @idle = grep { !$_->in_game } map { $self->players->{$_} } sort keys %{ $self->players };
    @idle = sort { $a->rating <=> $b->rating } @idle;
    while (@idle > 1) {
        push @{ $self->games }, Chess::Game->new(white => shift @idle, black => shift @idle);
    }
    return;
}

sub play {
    my ($self) = @_;
    my @go_on;
    for my $game (@{ $self->games }) {
        if ($game->move) {
            $game->end;
            $self->finished($self->finished + 1);
        }
        else {
            push @go_on, $game;
        }
    }
    $self->games(\@go_on);
    return;
}

1;
