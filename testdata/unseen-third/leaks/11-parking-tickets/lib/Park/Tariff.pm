package Park::Tariff;
use strict;
use warnings;

# the first half hour is free; more than 14 hours cannot be paid here
sub price {
    my $minutes = shift;
    return if $minutes > 14 * 60;
    return '0.00' if $minutes <= 30;
    my $price = 1.5 * int(($minutes + 59) / 60);
    return sprintf '%.2f', $price > 15 ? 15 : $price;
}

sub until {
    my $minutes = shift() + 15;
    return sprintf '%02d:%02d', int($minutes / 60) % 24, $minutes % 60;
}

1;
