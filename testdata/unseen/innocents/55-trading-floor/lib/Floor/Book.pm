package Floor::Book;
use strict;
use warnings;

# the orders of a symbol; only the twelve newest of each side are valid

sub new {
    my ($class, %args) = @_;
    return bless {symbol => $args{symbol}, buy => [], sell => [], last => undef}, $class;
}

sub add {
    my ($self, $order) = @_;
    my $other = $self->{ $order->{side} eq 'buy' ? 'sell' : 'buy' };
    for my $at (0 .. $#$other) {
        my $match = $other->[$at];
        next unless $order->{side} eq 'buy' ? $match->{price} <= $order->{price} : $match->{price} >= $order->{price};
        splice @$other, $at, 1;
        my ($buy, $sell) = $order->{side} eq 'buy' ? ($order, $match) : ($match, $order);
        $self->{last} = $match->{price};
        return {symbol => $self->{symbol}, price => $match->{price}, buyer => $buy->{by}, seller => $sell->{by}};
    }
    my $mine = $self->{ $order->{side} };
    push @$mine, $order;
    shift @$mine while @$mine > 12;
    return;
}

1;
