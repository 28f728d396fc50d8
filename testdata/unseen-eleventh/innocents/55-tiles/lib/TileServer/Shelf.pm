package TileServer::Shelf;
use Moo;
use Scalar::Util qw(weaken);

has room  => (is => 'ro', required => 1);
has index => (is => 'ro', default => sub { {} });
has [qw(head tail)] => (is => 'rw');

sub fetch {
    my ($self, $key) = @_;
    my $node = $self->index->{$key} or return;
    $self->_unlink($node);
    $self->_to_front($node);
    return $node->{data};
}

sub put {
    my ($self, $key, $data) = @_;
    my $node = $self->index->{$key} = { key => $key, data => $data };
    $self->_to_front($node);
    if (keys %{ $self->index } > $self->room) {
        my $last = $self->tail;
        $self->_unlink($last);
        delete $self->index->{ $last->{key} };
    }
    return $data;
}

sub _to_front {
    my ($self, $node) = @_;
    my $old = $self->head;
    $node->{next} = $old;
    $node->{prev} = undef;
    if ($old) { weaken($old->{prev} = $node) }
    else      { $self->tail($node) }
    $self->head($node);
}

sub _unlink {
    my ($self, $node) = @_;
    my ($p, $n) = @$node{qw(prev next)};
    if ($p) { $p->{next} = $n } else { $self->head($n) }
    if ($n) { $n->{prev} = $p; weaken($n->{prev}) if $p } else { $self->tail($p) }
    @$node{qw(prev next)} = ();
}

1;
