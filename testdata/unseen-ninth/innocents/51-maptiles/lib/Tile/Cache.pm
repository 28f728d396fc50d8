package Tile::Cache;
use Moo;

# Rendered tiles, the least recently used one goes first.

has capacity => (is => 'ro', default => 300);
has hits     => (is => 'rw', default => 0);
has misses   => (is => 'rw', default => 0);
has _entry   => (is => 'ro', default => sub { {} });    # key => [tile, tick]
has _tick    => (is => 'rw', default => 0);

sub fetch {
    my ($self, $key, $make) = @_;
    my $tick = $self->_tick($self->_tick + 1);
    if (my $e = $self->_entry->{$key}) {
        $e->[1] = $tick;
        $self->hits($self->hits + 1);
        return $e->[0];
    }
    $self->misses($self->misses + 1);
    my $tile = $make->();
    $self->_entry->{$key} = [ $tile, $tick ];
    $self->_evict if keys %{ $self->_entry } > $self->capacity;
    return $tile;
}

# a tenth is thrown out in one go, sorting is not for free
sub _evict {
    my ($self) = @_;
    my $entry = $self->_entry;
    my @old = sort { $entry->{$a}[1] <=> $entry->{$b}[1] } keys %$entry;
    delete @$entry{ @old[ 0 .. int(@old / 10) ] };
    return;
}

sub count { return scalar keys %{ $_[0]->_entry } }

1;
