package Parcel::Shipment;
use Moose;
use namespace::autoclean;
use Parcel::Leg;

has id      => (is => 'ro', isa => 'Int', required => 1);
has weight  => (is => 'ro', isa => 'Num', required => 1);
has from    => (is => 'ro', isa => 'Str', required => 1);
has to      => (is => 'ro', isa => 'Str', required => 1);
has express => (is => 'ro', isa => 'Bool', default => 0);
has legs    => (
    is => 'ro', isa => 'ArrayRef[Parcel::Leg]', default => sub { [] }, traits => ['Array'],
    handles => { add_leg => 'push', all_legs => 'elements', legs_count => 'count' },
);
has history => (
    is => 'ro', isa => 'ArrayRef[Str]', default => sub { [] }, traits => ['Array'],
    handles => { log => 'push' },
);

sub plan {
    my ($self, @stops) = @_;
    my $at = $self->from;
    for my $next (@stops, $self->to) {
        next if $next eq $at;
        $self->add_leg(Parcel::Leg->new(shipment => $self, from => $at, to => $next, carrier => $self->express ? 'air' : 'road'));
        $at = $next;
    }
}

sub advance {
    my ($self) = @_;
    for my $leg ($self->all_legs) {
        next if $leg->done;
        $leg->travel;
        return 1;
    }
    return 0;
}

sub arrived { my ($self) = @_; return !grep { !$_->done } $self->all_legs }

sub price {
    my ($self) = @_;
    my $km = 0;
    $km += $_->km for $self->all_legs;
    return sprintf '%.2f', $self->weight * 0.4 + $km * ($self->express ? 0.05 : 0.01);
}

__PACKAGE__->meta->make_immutable;
