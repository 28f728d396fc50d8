package Alarm::Role::Urgent;
use Moose::Role;

around fire => sub { my ($next, $self, @args) = @_; return 'URGENT ' . $self->$next(@args) };

1;
