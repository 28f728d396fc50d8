package Atlas::Tile;
use Moo;

has [qw(x y)] => (is => 'ro', required => 1);
has cells => (is => 'lazy');
has owner => (is => 'ro', weak_ref => 1);

my $gone = 0;
sub gone { return $gone }

sub key { my $self = shift; return join ',', $self->x, $self->y }

sub _build_cells {
    my $self = shift;
    return [map { my $row = $_; [map { ($self->x * 8 + $_) * ($self->y * 8 + $row) % 7 } 0 .. 7] } 0 .. 7];
}

sub DEMOLISH_KEY { my $self = shift; $self->owner->forget($self->key) if $self->owner; return }

sub DESTROY {
    my $self = shift;
    $gone++;
    $self->DEMOLISH_KEY;
    return;
}

1;
