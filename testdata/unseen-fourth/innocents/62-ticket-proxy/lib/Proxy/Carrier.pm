package Proxy::Carrier;
use strict;
use warnings;
use Future::AsyncAwait;

sub new { my ($class, %arg) = @_; return bless {%arg, recent => []}, $class }

async sub offer {
    my ($self, $trip) = @_;
    await $self->{loop}->delay_future(after => rand() < 0.03 ? 1 : 0.005 + rand 0.03);
    my %offer = (%$trip, carrier => $self->{name}, price => $trip->{seats} * (8 + rand 40));
    push @{ $self->{recent} }, \%offer;
    shift @{ $self->{recent} } if @{ $self->{recent} } > 50;
    return \%offer;
}

1;
