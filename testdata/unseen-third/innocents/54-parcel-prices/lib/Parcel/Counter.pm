package Parcel::Counter;
use strict;
use warnings;
use Parcel::Price;

sub new { my ($class, %arg) = @_; return bless {%arg, taken => 0, slips => []}, $class }

sub parcel {
    my ($self, %parcel) = @_;
    my $price = Parcel::Price::for_parcel(%parcel);
    $self->{taken} += $price;
    push @{ $self->{slips} }, {%parcel, price => $price};
    $self->hand_over if @{ $self->{slips} } >= 60;
    return $price;
}

# a van takes the parcels
sub hand_over { my $self = shift; $self->{slips} = []; return }
sub taken     { return $_[0]{taken} }

1;
