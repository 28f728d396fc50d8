package Lab::Orders;
use Moo;

has queue  => (is => 'ro', default => sub { [] });
has number => (is => 'rw', default => 0);

my @kinds = ('35 mm', '120', 'slide', 'Super 8');

sub take {
    my ($self, $count) = @_;
    for (1 .. $count) {
        $self->number($self->number + 1);
        push @{ $self->queue }, {number => $self->number, kind => $kinds[rand @kinds], frames => 12 + 12 * int rand 3};
    }
    return $self;
}

sub next_order { my $self = shift; return shift @{ $self->queue } }

1;
