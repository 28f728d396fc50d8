package Parcel::Tariff;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless { max => $arg{max}, price => {}, order => [] }, $class }

sub price {
    my ($self, $zone, $grams) = @_;
    my $key = "$zone/$grams";
    return $self->{price}{$key}{total} if $self->{price}{$key};
    if (@{ $self->{order} } >= $self->{max}) {
        delete $self->{price}{ shift @{ $self->{order} } };
    }
    push @{ $self->{order} }, $key;
    my @steps = map { { upto => $_, add => 0.3 * $zone } } grep { $_ <= $grams } 500, 1000, 2000, 5000;
    my $total = 3.9 + 0.0004 * $grams;
    $total += $_->{add} for @steps;
    $self->{price}{$key} = { steps => \@steps, total => $total };
    return $total;
}

sub count { return scalar keys %{ $_[0]{price} } }

1;
