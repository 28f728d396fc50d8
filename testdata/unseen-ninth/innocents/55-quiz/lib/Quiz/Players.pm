package Quiz::Players;
use Mojo::Base -base, -signatures;

# Players at the tables. Who does not answer for ten minutes has left; if the
# house is full, the one who was silent longest has to go.

has clock => sub { sub { time } };
has idle  => 600;
has limit => 400;
has table => sub { {} };
has swept => 0;

sub get ($self, $id) {
    my $now = $self->clock->();
    $self->sweep($now) if $now - $self->swept >= 60;
    my $p = $self->table->{$id} or return undef;
    return $self->_expired($p, $now) ? undef : $p;
}

sub put ($self, $id, $player) {
    $player->{seen} = $self->clock->();
    my $table = $self->table;
    if (!$table->{$id} && keys %$table >= $self->limit) {
        my ($oldest) = sort { $table->{$a}{seen} <=> $table->{$b}{seen} } keys %$table;
        delete $table->{$oldest};
    }
    return $table->{$id} = $player;
}

sub sweep ($self, $now) {
    my $table = $self->table;
    delete $table->{$_} for grep { $self->_expired($table->{$_}, $now) } keys %$table;
    $self->swept($now);
}

sub _expired ($self, $player, $now) { return $now - $player->{seen} > $self->idle }

1;
