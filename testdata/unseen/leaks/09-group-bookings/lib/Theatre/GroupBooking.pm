package Theatre::GroupBooking;
use strict;
use warnings;
use parent 'Theatre::Booking';

my (%school_of, %rebate_of);

sub init {
    my ($self, %args) = @_;
    $school_of{$$self} = $args{school};
    $rebate_of{$$self} = @{ $args{seats} } > 15 ? 20 : 10;
    return;
}

sub school { my $self = shift; return $school_of{$$self} }

sub price {
    my $self = shift;
    return int $self->SUPER::price * (100 - $rebate_of{$$self}) / 100;
}

sub DESTROY {
    my $self = shift;
    delete $school_of{$$self};
    delete $rebate_of{$$self};
    return;
}

1;
