package Atlas::Tiles;
use Moo;
use Scalar::Util qw(weaken);
use Atlas::Tile;

# All tiles that somebody uses. The table holds them weakly; a tile that dies
# takes its key out.

has table => (is => 'ro', default => sub { {} });
has made  => (is => 'rw', default => 0);

my $instance;
sub instance { my $class = shift; return $instance ||= $class->new }

sub tile {
    my ($self, $x, $y) = @_;
    my $key = "$x,$y";
    return $self->table->{$key} if $self->table->{$key};
    my $tile = Atlas::Tile->new(x => $x, y => $y, owner => $self);
    $tile->cells;
    $self->made($self->made + 1);
    $self->table->{$key} = $tile;
    weaken $self->table->{$key};
    return $tile;
}

sub forget { my ($self, $key) = @_; delete $self->table->{$key}; return }
sub count  { return scalar keys %{ $_[0]->table } }

1;
