package Parcel::Price;
use strict;
use warnings;
use Memoize;
use Parcel::Zones;

# The price depends on the zones and the class of weight: 30 x 30 x 5 cases.
# The calculation takes a while, so its results are remembered.

my @class = (500, 1000, 2000, 5000, 10_000);

sub class_of {
    my $grams = shift;
    $grams <= $class[$_] and return $_ for 0 .. $#class;
    return $#class;
}

sub price {
    my ($from, $to, $class) = @_;
    my $steps = Parcel::Zones::distance($from, $to);
    return sprintf '%.2f', 3.9 + 0.35 * $steps + 1.2 * $class;
}

sub normal { my ($from, $to, $class) = @_; return join ',', ($from < $to ? ($from, $to) : ($to, $from)), $class }

memoize('price', NORMALIZER => 'normal');

sub for_parcel { my %parcel = @_; return price($parcel{from}, $parcel{to}, class_of($parcel{grams})) }

1;
