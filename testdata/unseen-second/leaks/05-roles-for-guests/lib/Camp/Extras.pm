package Camp::Extras::Electricity;
use Mouse::Role;

has ampere => (is => 'rw', isa => 'Int', default => 6);

around rate => sub { my ($next, $self) = @_; return $self->$next + 0.5 * $self->ampere };

no Mouse::Role;

package Camp::Extras::Dog;
use Mouse::Role;

has dog => (is => 'rw', isa => 'Str', default => 'Rex');

around rate => sub { my ($next, $self) = @_; return $self->$next + 3 };

no Mouse::Role;

package Camp::Extras;
use strict;
use warnings;

our @ALL = map {"Camp::Extras::$_"} qw(Electricity Dog);

1;
