package Price::Feed;
use Moo;

has articles => (is => 'ro', required => 1);

sub slice {
    my ($self, $from, $count) = @_;
    my $last = $from + $count - 1;
    $last = $self->articles if $last > $self->articles;
    return map { { id => $_, name => "article $_", net => sprintf('%.2f', 1 + rand 90), steps => [map { { from => $_ * 10, off => $_ } } 1 .. 3] } } $from .. $last;
}

1;
