package Solar::Widget;
use Moo;

has kind    => (is => 'ro', default => 'gauge');
has ttl     => (is => 'rw', default => 3);
has shown   => (is => 'ro', default => sub { {} });
has updates => (is => 'rw', default => 0);

sub update {
    my ($self, $name, $value) = @_;
    $self->shown->{$name} = sprintf $self->kind eq 'gauge' ? '%d kW' : '%.2f', $value;
    $self->updates($self->updates + 1);
    return;
}

1;
