package Ferry::Car;
use Moo;
use Scalar::Util qw(weaken);

my $count = 0;

has plate     => (is => 'ro', default => sub { sprintf 'AB %04d', ++$count });
has kind      => (is => 'ro', default => 'car');
has persons   => (is => 'ro', default => 1);
has arrived   => (is => 'ro');
has port      => (is => 'ro', weak_ref => 1);
has on_board  => (is => 'rw', clearer => 1);

sub length { my $self = shift; return {car => 1, van => 2, bus => 4}->{ $self->kind } }

sub boarded {
    my ($self, $minute) = @_;
    my $call = $self->on_board or return;
    $self->clear_on_board;
    $call->($self, $minute - $self->arrived);
    return;
}

1;
