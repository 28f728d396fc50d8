package Bakery::Oven;
use Moo;

has capacity => (is => 'ro', default => 40);
has queue    => (is => 'ro', default => sub { [] });
has baked    => (is => 'rwp', default => 0);
has stock    => (is => 'ro', default => sub { {} });

sub load {
    my ($self, $recipe, $pieces) = @_;
    $recipe->note("pieces $pieces");
    push @{ $self->queue }, [ $recipe, $pieces ];
}

sub waiting { return scalar @{ $_[0]->queue } }

sub bake {
    my ($self) = @_;
    my $room = $self->capacity;
    while (@{ $self->queue } && $self->queue->[0][1] <= $room) {
        my ($recipe, $pieces) = @{ shift @{ $self->queue } };
        $room -= $pieces;
        my $need = $recipe->amounts($pieces);
        $self->stock->{$_} += $need->{$_} for keys %$need;
    }
    $self->_set_baked($self->baked + 1);
}

sub used { return $_[0]->stock->{ $_[1] } // 0 }

1;
