package Render::Metrics::Series;
use Moo;

has [qw(type name)] => (is => 'ro', required => 1);
has values => (is => 'ro', default => sub { {} });

sub _key {
    my ($self, $labels) = @_;
    return join ',', map {qq($_="$labels->{$_}")} sort keys %$labels;
}

sub inc { my ($self, $labels, $by) = @_; $self->values->{$self->_key($labels)} += $by // 1; return }
sub set { my ($self, $labels, $value) = @_; $self->values->{$self->_key($labels)} = $value; return }

sub observe {
    my ($self, $labels, $value) = @_;
    my $cell = $self->values->{$self->_key($labels)} //= {count => 0, sum => 0, max => 0};
    $cell->{count}++;
    $cell->{sum} += $value;
    $cell->{max} = $value if $value > $cell->{max};
    return;
}

sub lines {
    my ($self) = @_;
    my @lines = "# TYPE $self->{name} $self->{type}";
    for my $key (sort keys %{$self->values}) {
        my $v = $self->values->{$key};
        push @lines, "$self->{name}\{$key} " . (ref $v ? $v->{sum} / $v->{count} : $v);
    }
    return @lines;
}

1;
