package Night::Ledger;
use Moo;

has total => (is => 'ro', default => sub { {} });

sub add {
    my ($self, $customer, $orders) = @_;
    $self->total->{$customer}{statements}++;
    $self->total->{$customer}{orders} += $orders;
    return;
}

sub text { my $self = shift; return scalar(keys %{ $self->total }) . ' customers in the ledger' }

1;
