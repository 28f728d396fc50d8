package Theatre::BoxOffice;
use strict;
use warnings;
use Theatre::Booking;
use Theatre::GroupBooking;
use Theatre::Takings;

sub new {
    my ($class, %args) = @_;
    return bless {%args, evening => 0, bookings => [], takings => Theatre::Takings->new(days => 14)}, $class;
}

sub open_evening {
    my $self = shift;
    $self->{evening}++;
    $self->{play} = $self->{plays}[$self->{evening} % @{ $self->{plays} }];
    $self->{free} = [1 .. $self->{seats}];
    return;
}

sub sell {
    my ($self, $count) = @_;
    my @seats = splice @{ $self->{free} }, 0, $count;
    return 1000 unless @seats;
    my %common = (holder => 'guest ' . int rand 100_000, play => $self->{play}, seats => \@seats);
    my $booking = $count > 4
        ? Theatre::GroupBooking->new(%common, school => 'school ' . int rand 30)
        : Theatre::Booking->new(%common);
    push @{ $self->{bookings} }, $booking;
    return scalar @seats;
}

sub cancel {
    my ($self, $which) = @_;
    my ($booking) = splice @{ $self->{bookings} }, $which, 1 or return;
    unshift @{ $self->{free} }, $booking->seats;
    return;
}

sub close_evening {
    my $self = shift;
    my $sum  = 0;
    $sum += $_->price for @{ $self->{bookings} };
    $self->{takings}->add($self->{play}, $sum, scalar @{ $self->{bookings} });
    $self->{bookings} = [];
    return;
}

sub summary { my $self = shift; return "$self->{evening} evenings, " . $self->{takings}->best }

1;
