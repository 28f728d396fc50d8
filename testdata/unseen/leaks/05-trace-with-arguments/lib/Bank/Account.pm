package Bank::Account;
use strict;
use warnings;
use Moo;

has number   => (is => 'ro', required => 1);
has cents    => (is => 'rw', default => sub {0});
has bookings => (is => 'ro', default => sub { [] });

sub book {
    my ($self, $cents, $purpose) = @_;
    $self->cents($self->cents + $cents);
    my $bookings = $self->bookings;
    push @$bookings, [$cents, $purpose];
    shift @$bookings while @$bookings > 10;
    return $self;
}

1;
