package Price::Board;
use Moo;

has feed       => (is => 'ro', required => 1);
has slice      => (is => 'ro', default  => 50);
has current    => (is => 'rw', default  => sub { {} });
has next_list  => (is => 'rw', default  => sub { {} });
has position   => (is => 'rw', default  => 1);
has generation => (is => 'rw', default  => 0);

# reads the next part of the list; a complete list takes the place of the old
sub step {
    my ($self) = @_;
    my @rows = $self->feed->slice($self->position, $self->slice);
    my $next = $self->next_list;
    $next->{ $_->{id} } = $_ for @rows;
    $self->position($self->position + $self->slice);
    $self->swap if $self->position > $self->feed->articles;
    return;
}

sub swap {
    my ($self) = @_;
    $self->current($self->next_list);
    $self->next_list({});
    $self->position(1);
    $self->generation($self->generation + 1);
    return;
}

sub price   { return $_[0]->current->{ $_[1] } }
sub pending { return scalar keys %{ $_[0]->next_list } }

1;
