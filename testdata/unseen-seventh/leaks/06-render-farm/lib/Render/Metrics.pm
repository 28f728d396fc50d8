package Render::Metrics;
use Moo;
use Render::Metrics::Series;

has prefix   => (is => 'ro', default => 'app');
has families => (is => 'ro', default => sub { {} });

sub counter { return $_[0]->_family(counter => $_[1]) }
sub gauge   { return $_[0]->_family(gauge   => $_[1]) }
sub summary { return $_[0]->_family(summary => $_[1]) }

sub _family {
    my ($self, $type, $name) = @_;
    return $self->families->{$name} //= Render::Metrics::Series->new(
        type => $type,
        name => join('_', $self->prefix, $name),
    );
}

sub render {
    my ($self) = @_;
    return join "\n", map { $self->families->{$_}->lines } sort keys %{$self->families};
}

1;
