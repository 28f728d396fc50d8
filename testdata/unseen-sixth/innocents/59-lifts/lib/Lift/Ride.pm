package Lift::Ride;
use Moose;

has lift   => (is => 'ro', isa => 'Int', required => 1);
has from   => (is => 'ro', isa => 'Int', required => 1);
has to     => (is => 'ro', isa => 'Int', required => 1);
has at     => (is => 'ro', isa => 'Num', required => 1);
has waited => (is => 'ro', isa => 'Num', required => 1);
has stops  => (is => 'ro', isa => 'ArrayRef[Int]', default => sub { [] });

sub floors { my ($self) = @_; return abs $self->from - $self->to }

no Moose;
__PACKAGE__->meta->make_immutable;
1;
