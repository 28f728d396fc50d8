package Booking;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless {paid => 0, %arg}, $class }

sub choose {
    my ($self, $sid, $n) = @_;
    my $s = $self->{sessions}->get($sid) or return;
    my $ferry = $self->{ferries}[$n % @{ $self->{ferries} }];
    $s->{basket} = [{ferry => $ferry, seats => 1 + $n % 4}];
}

sub pay {
    my ($self, $sid) = @_;
    my $s = $self->{sessions}->get($sid) or return;
    $self->{paid} += @{ delete $s->{basket} };
    $s->{basket} = [];
}

sub paid { $_[0]{paid} }

1;
