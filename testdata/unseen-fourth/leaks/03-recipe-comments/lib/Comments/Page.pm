package Comments::Page;
use Moo;
use Comments::Scrubber;

has keep    => (is => 'ro', default => 40);
has newest  => (is => 'ro', default => sub { [] });
has dropped => (is => 'ro', default => sub { {} });
has total   => (is => 'rw', default => 0);

sub add {
    my ($self, $user, $html) = @_;
    my $scrubber = Comments::Scrubber->new(allow => [qw(b i em strong)]);
    my $clean = $scrubber->scrub($html);
    $self->dropped->{$_}++ for $scrubber->refused;
    $self->total($self->total + 1);
    unshift @{ $self->newest }, {user => $user, text => $clean};
    pop @{ $self->newest } if @{ $self->newest } > $self->keep;
    return $clean;
}

sub summary {
    my $self = shift;
    my $dropped = $self->dropped;
    return sprintf '%d comments, dropped tags: %s', $self->total, join ', ', map {"$_ $dropped->{$_}"} sort keys %$dropped;
}

1;
