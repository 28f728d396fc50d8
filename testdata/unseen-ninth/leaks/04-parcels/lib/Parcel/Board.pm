package Parcel::Board;
use strict;
use warnings;
use base 'IO::Async::Notifier';
use IO::Async::Timer::Countdown;
use IO::Async::Timer::Periodic;

# Every parcel has a promised time of delivery; the board warns the depot
# when the time is over and the courier has not scanned the parcel.

sub _init {
    my ($self, $params) = @_;
    $self->{open}  = {};
    $self->{late}  = 0;
    $self->{depot} = delete $params->{depot} // 'north';
    $self->add_child($self->{tick} = IO::Async::Timer::Periodic->new(
        interval => 60,
        on_tick  => sub { $_[0]->parent->report },
    ));
    $self->{tick}->start;
    return $self->SUPER::_init($params);
}

sub report { my $self = shift; return scalar keys %{ $self->{open} } }

sub expect {
    my ($self, $parcel, $seconds) = @_;
    my $no    = $parcel->{no};
    my $timer = IO::Async::Timer::Countdown->new(
        delay     => $seconds,
        on_expire => sub {
            my $board = $_[0]->parent;
            $board->{late}++ if delete $board->{open}{$no};
        },
    );
    $self->add_child($timer);
    $timer->start;
    $self->{open}{$no} = { parcel => $parcel, timer => $timer };
    return;
}

# the courier's scanner says that the parcel was handed over
sub delivered {
    my ($self, $no) = @_;
    my $entry = delete $self->{open}{$no} or return 0;
    $entry->{timer}->stop;
    return 1;
}

1;
