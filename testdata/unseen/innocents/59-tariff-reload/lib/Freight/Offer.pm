package Freight::Offer;
use strict;
use warnings;
use Moo;
use Types::Standard qw(Int HashRef);

has number  => (is => 'ro', isa => Int, required => 1);
has freight => (is => 'ro', isa => HashRef, required => 1);
has quarter => (is => 'ro', isa => Int);
has price   => (is => 'ro', isa => Int);
has text    => (is => 'lazy');

sub zone { $_[0]->freight->{zone} }
sub kg   { $_[0]->freight->{kg} }

sub _build_text {
    my $self = shift;
    return sprintf 'Offer %d: %d kg to zone %d for %.2f', $self->number, $self->kg, $self->zone, $self->price / 100;
}

1;
