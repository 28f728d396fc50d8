package Night::Queue;
use Moo;

has ledger      => (is => 'ro', required => 1);
has waiting     => (is => 'ro', default => sub { [] });
has by_customer => (is => 'ro', default => sub { {} });
has written     => (is => 'rw', default => 0);
has number      => (is => 'rw', default => 0);

sub add {
    my ($self, %order) = @_;
    $self->number($self->number + 1);
    my $order = {%order, number => $self->number};
    push @{ $self->waiting }, $order;
    push @{ $self->by_customer->{ $order{customer} } }, $order;
    return $order->{number};
}

# one statement for each customer
sub night_run {
    my $self = shift;
    for my $customer (sort { $a <=> $b } keys %{ $self->by_customer }) {
        my $orders = delete $self->by_customer->{$customer};
        $self->ledger->add($customer, scalar @$orders);
        $self->written($self->written + 1);
    }
    @{ $self->waiting } = ();
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d orders wait for %d customers, %d statements so far', scalar @{ $self->waiting }, scalar keys %{ $self->by_customer },
        $self->written;
}

1;
