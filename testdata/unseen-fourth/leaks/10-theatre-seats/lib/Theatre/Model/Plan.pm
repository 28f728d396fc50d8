package Theatre::Model::Plan;
use Moose;
use namespace::autoclean;
extends 'Catalyst::Model';

has taken => (is => 'ro', default => sub { {} });
has seats => (is => 'ro', default => 150);

sub take {
    my ($self, $show, $seat) = @_;
    my $taken = $self->taken->{$show} ||= {};
    return 0 if $taken->{$seat};
    $taken->{$seat} = 1;
    %$taken = () if keys %$taken > 100;    # the show is over
    return 1;
}

sub free {
    my ($self, $show) = @_;
    return $self->seats - keys %{ $self->taken->{$show} || {} };
}

sub rows {
    my ($self, $show) = @_;
    my $taken = $self->taken->{$show} || {};
    my @rows;
    for my $seat (1 .. $self->seats) {
        push @{ $rows[ int(($seat - 1) / 25) ] }, {number => $seat, taken => $taken->{$seat}};
    }
    return \@rows;
}

__PACKAGE__->meta->make_immutable;
1;
