package Family::Bond;
use Moose;

has kind   => (is => 'ro', isa => 'Str', required => 1);
has source => (is => 'ro', isa => 'Family::Person', required => 1);
has target => (is => 'ro', isa => 'Family::Person', required => 1);

sub phrase {
    my ($self) = @_;
    my $gap = $self->target->born - $self->source->born;
    return sprintf '%s of %s: %s (%+d years)', $self->kind, $self->source->name, $self->target->name, $gap;
}

__PACKAGE__->meta->make_immutable;
1;
