package Parcel::Leg;
use Moose;
use namespace::autoclean;

has shipment => (is => 'ro', isa => 'Parcel::Shipment', required => 1, weak_ref => 1);
has from     => (is => 'ro', isa => 'Str', required => 1);
has to       => (is => 'ro', isa => 'Str', required => 1);
has km       => (is => 'ro', isa => 'Int', lazy => 1, builder => '_build_km');
has done     => (is => 'rw', isa => 'Bool', default => 0);

# as given by the planner, for the customs form
has orig_params => (is => 'ro', isa => 'HashRef', init_arg => undef, writer => '_set_orig_params');

sub BUILD {
    my ($self, $params) = @_;
    $self->_set_orig_params({ %$params });
}

sub _build_km {
    my ($self) = @_;
    my $h = 0;
    $h = ($h * 31 + ord) % 397 for split //, $self->from . $self->to;
    return 20 + $h;
}

sub travel {
    my ($self) = @_;
    $self->done(1);
    $self->shipment->log(sprintf '%s-%s %d km', $self->from, $self->to, $self->km);
}

sub customs_form {
    my ($self) = @_;
    my $p = $self->orig_params;
    return join ';', map { "$_=$p->{$_}" } grep { !ref $p->{$_} } sort keys %$p;
}

__PACKAGE__->meta->make_immutable;
