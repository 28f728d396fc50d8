package Wine::Orders;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {keep => $args{keep} || 50, last => [], number => 1000, sold => 0}, $class;
}

sub place {
    my ($self, $bottle, $count) = @_;
    my $order = {number => ++$self->{number}, bottle => $bottle, count => $count, total => $count * $bottle->{price}};
    push @{ $self->{last} }, $order;
    shift @{ $self->{last} } while @{ $self->{last} } > $self->{keep};
    $self->{sold} += $count;
    return $order;
}

sub last_orders { return @{ $_[0]{last} } }

1;
