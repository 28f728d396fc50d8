package Ferry::Day;
use Moo;

has port   => (is => 'ro', required => 1);
has minute => (is => 'rw', default => 0);

# cars in an hour: the tide of the commuters
my @traffic = (0, 0, 0, 0, 2, 8, 20, 40, 40, 25, 15, 15, 18, 20, 30, 60, 150, 170, 60, 30, 15, 8, 4, 1);

sub run {
    my ($self, %arg) = @_;
    for my $hour ($arg{from} .. $arg{to} - 1) {
        for (1 .. 60) {
            my $now = $self->minute;
            $self->minute($now + 1);
            my $expected = $traffic[$hour] / 60;
            while ($expected > 0) {
                $self->port->arrive($now, rand() < 0.3 ? 'resident' : 'visitor') if rand() < $expected;
                $expected--;
            }
            $self->port->minute($now);
        }
    }
    return;
}

1;
