package Plan::Step;
use Moose;

has document => (is => 'ro', required => 1, weak_ref => 1);
has slot     => (is => 'ro', required => 1);
has was      => (is => 'ro');
has now      => (is => 'ro', required => 1);

sub apply  { my ($self) = @_; $self->document->slots->{ $self->slot } = $self->now; return }
sub revert { my ($self) = @_; $self->document->slots->{ $self->slot } = $self->was; return }

__PACKAGE__->meta->make_immutable;
