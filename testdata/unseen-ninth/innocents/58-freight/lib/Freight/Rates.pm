package Freight::Rates;
use strict;
use warnings;
use Memoize;

# The price of a pallet depends on the zone of origin, the zone of delivery
# and the weight class, nothing else. 24 zones, 5 classes.

my $ZONES   = 24;
my @CLASSES = (50, 100, 250, 500, 1000);

sub class_of {
    my ($kg) = @_;
    for my $i (0 .. $#CLASSES) { return $i if $kg <= $CLASSES[$i] }
    die "too heavy: $kg kg\n";
}

sub zone_of { my ($zip) = @_; return substr($zip, 0, 3) % $ZONES }

memoize('tariff', NORMALIZER => sub { join ',', @_[ 0 .. 2 ] });

# goes through the legs of the route; takes its time
sub tariff {
    my ($from, $to, $class) = @_;
    my @legs;
    my $zone = $from;
    while ($zone != $to) {
        my $next = ($zone + ($to > $zone ? 1 : -1));
        push @legs, { from => $zone, to => $next, cents => 180 + 15 * ($zone % 7) };
        $zone = $next;
    }
    my $sum = 900;
    $sum += $_->{cents} * (1 + $class / 2) for @legs;
    return { cents => int $sum, legs => scalar @legs, via => [ map { $_->{to} } @legs ] };
}

1;
