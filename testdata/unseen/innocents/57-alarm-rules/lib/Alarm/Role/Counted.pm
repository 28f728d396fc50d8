package Alarm::Role::Counted;
use Moose::Role;

has per_plant => (is => 'ro', default => sub { {} });

before fire => sub { my ($self, $signal) = @_; $self->per_plant->{ $signal->{plant} }++ };

1;
