package Kitchen::Pass;
use strict;
use warnings;
use Future;
use Kitchen::Order;

sub new { return bless { queue => [], count => 0, longest => 0, tables => {} }, shift }

# the future is done with the dishes when everything is cooked
sub order {
    my ($self, $table, @dishes) = @_;
    my $order = Kitchen::Order->new($table, @dishes);
    push @{ $self->{queue} }, $order;
    $self->{longest} = @{ $self->{queue} } if @{ $self->{queue} } > $self->{longest};
    return $order->future;
}

sub next_order { return shift @{ $_[0]{queue} } }
sub waiting    { return scalar @{ $_[0]{queue} } }
sub longest    { $_[0]{longest} }
sub count      { $_[0]{count} }

sub served {
    my ($self, $table, @plates) = @_;
    $self->{count}++;
    $self->{tables}{$table} += @plates;
}

1;
