package Depot::Gate;
use strict;
use warnings;
use parent 'IO::Async::Notifier';
use IO::Async::Timer::Countdown;
use Scalar::Util qw(weaken);
use Depot::Visit;

sub _init {
    my ($self, $params) = @_;
    $self->{ramps}   = delete $params->{ramps} || 4;
    $self->{waiting} = [];
    $self->{at_ramp} = {};
    $self->{carrier} = {};
    $self->{late}    = $self->{done} = 0;
    return $self->SUPER::_init($params);
}

sub arrive {
    my ($self, $plate, $on_leave) = @_;
    my $visit = Depot::Visit->new($plate, $on_leave);
    my $seen  = $self->{carrier}{ $visit->carrier } ||= { lorries => 0, last => [] };
    $seen->{lorries}++;
    push @{ $seen->{last} }, $plate;
    shift @{ $seen->{last} } if @{ $seen->{last} } > 20;
    push @{ $self->{waiting} }, $visit;
    $self->_call_next;
    return $visit;
}

sub _call_next {
    my ($self) = @_;
    while (@{ $self->{waiting} } && keys %{ $self->{at_ramp} } < $self->{ramps}) {
        my $visit = shift @{ $self->{waiting} };
        $self->{at_ramp}{ $visit->number } = $visit;
        $self->_watch($visit);
        $self->loop->watch_time(
            after => 0.001 + rand 0.004,
            code  => sub { $self->_unloaded($visit) },
        );
    }
    return;
}

# who does not leave the ramp in time is reported
sub _watch {
    my ($self, $visit) = @_;
    weaken(my $weak = $visit);
    my $timer = IO::Async::Timer::Countdown->new(
        delay     => 2,
        on_expire => sub { $self->{late}++; $weak->note('late') if $weak },
    );
    $visit->watchdog($timer);
    $self->add_child($timer);
    $timer->start;
    return;
}

sub _unloaded {
    my ($self, $visit) = @_;
    $visit->watchdog->stop;
    $visit->note('unloaded');
    $self->{done}++;
    delete $self->{at_ramp}{ $visit->number };
    $visit->leave;
    $self->_call_next;
    return;
}

sub report {
    my ($self) = @_;
    return sprintf '%d unloaded, %d late, %d carriers', $self->{done}, $self->{late}, scalar keys %{ $self->{carrier} };
}

1;
