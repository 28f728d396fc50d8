package Garden::Bed;
use Moo;

has name   => (is => 'ro', required => 1);
has size   => (is => 'ro', default => 1);
has plant  => (is => 'rw', default => 'grass');
has parts  => (is => 'ro', default => sub { [] });
has parent => (is => 'rw', weak_ref => 1);

sub add {
    my ($self, $bed) = @_;
    push @{ $self->parts }, $bed;
    $bed->parent($self);
    return $bed;
}

sub remove {
    my ($self, $bed) = @_;
    @{ $self->parts } = grep { $_ != $bed } @{ $self->parts };
    $bed->parent(undef);
    return $bed;
}

sub all {
    my $self = shift;
    return ($self, map { $_->all } @{ $self->parts });
}

1;
