package Geo::Grid;
use Mojo::Base -base, -signatures;

# Customers counted on a grid of latitude and longitude.

has cell   => sub { {} };
has failed => 0;

sub add ($self, $place) {
    my $key = sprintf '%.2f/%.2f', $place->{lat}, $place->{lon};
    $self->cell->{$key}++;
}

sub miss ($self, $why) { $self->failed($self->failed + 1) }

1;
