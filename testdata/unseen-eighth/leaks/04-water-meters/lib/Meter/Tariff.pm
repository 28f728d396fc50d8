package Meter::Tariff;
use strict;
use warnings;

# The council's step tariffs: for every zone a table of (litres, price) steps,
# computed once when the service starts.
sub new {
    my ($class, %arg) = @_;
    my @zone;
    for my $z (0 .. $arg{zones} - 1) {
        $zone[$z] = [ map { { from => $_ * 500, cent => 0.2 + $z / 1000 + $_ / 100 } } 0 .. $arg{steps} - 1 ];
    }
    return bless { zone => \@zone }, $class;
}

sub price {
    my ($self, $zone, $litres) = @_;
    my $cent = 0;
    for my $step (@{ $self->{zone}[$zone] }) {
        last if $litres <= $step->{from};
        my $part = $litres - $step->{from};
        $part = 500 if $part > 500;
        $cent += $part * $step->{cent};
    }
    return $cent / 100;
}

1;
