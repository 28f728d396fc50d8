package Greenhouse::View;
use Moose;

has title  => (is => 'ro', isa => 'Str', required => 1);
has curves => (is => 'ro', isa => 'HashRef', default => sub { {} });
has limit  => (is => 'ro', isa => 'Int', default => 30);

sub changed {
    my ($self, $name, $value) = @_;
    my $curve = $self->curves->{$name} ||= [];
    push @$curve, sprintf '%.1f', $value;
    shift @$curve if @$curve > $self->limit;
    return;
}

__PACKAGE__->meta->make_immutable;
