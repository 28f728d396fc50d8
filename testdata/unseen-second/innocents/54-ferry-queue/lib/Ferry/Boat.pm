package Ferry::Boat;
use Moo;

has name   => (is => 'ro', required => 1);
has places => (is => 'ro', required => 1);
has deck   => (is => 'rw', default => sub { [] });
has back   => (is => 'rw', default => 0);
has trips  => (is => 'rw', default => 0);

sub at_port { my ($self, $minute) = @_; return $minute >= $self->back }

sub load {
    my ($self, $minute, $lane) = @_;
    my $free = $self->places;
    my @deck;
    while (@$lane && $lane->[0]->length <= $free) {
        my $car = shift @$lane;
        $free -= $car->length;
        $car->boarded($minute);
        push @deck, $car;
    }
    return 0 unless @deck;
    $self->deck(\@deck);
    $self->trips($self->trips + 1);
    $self->back($minute + 25);
    return scalar @deck;
}

1;
