package Parcel::Depot;
use Moose;
use namespace::autoclean;
use Parcel::Shipment;

has name      => (is => 'ro', isa => 'Str', required => 1);
has towns     => (is => 'ro', isa => 'ArrayRef', required => 1);
has pending   => (is => 'rw', isa => 'ArrayRef', default => sub { [] });
has moving    => (is => 'rw', isa => 'HashRef', default => sub { {} });
has delivered => (is => 'rw', isa => 'Int', default => 0);
has takings   => (is => 'rw', isa => 'Num', default => 0);
has _seq      => (is => 'rw', isa => 'Int', default => 0);

sub accept {
    my ($self, %a) = @_;
    my $to = $self->towns->[ 1 + int rand($#{ $self->towns }) ];
    $self->_seq($self->_seq + 1);
    push @{ $self->pending }, Parcel::Shipment->new(%a, id => $self->_seq, to => $to);
}

sub route_pending {
    my ($self) = @_;
    for my $s (@{ $self->pending }) {
        my @via = $s->express ? () : ($self->towns->[ rand @{ $self->towns } ]);
        $s->plan(@via);
        $self->takings($self->takings + $s->price);
        $self->moving->{ $s->id } = $s;
    }
    $self->pending([]);
}

sub drive { my ($self) = @_; $_->advance for values %{ $self->moving } }

sub hand_over {
    my ($self) = @_;
    for my $id (keys %{ $self->moving }) {
        next unless $self->moving->{$id}->arrived;
        delete $self->moving->{$id};
        $self->delivered($self->delivered + 1);
    }
}

# a quote only: nothing is booked
sub estimate {
    my ($self, $to) = @_;
    my $s = Parcel::Shipment->new(id => 0, weight => 1, from => $self->towns->[0], to => $to);
    my $days = $to eq 'Emden' ? 2 : 1;
    return $days * $s->weight;
}

sub in_transit { scalar keys %{ $_[0]->moving } }

__PACKAGE__->meta->make_immutable;
