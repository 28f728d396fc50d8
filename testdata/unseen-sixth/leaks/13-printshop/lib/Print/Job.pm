package Print::Job;
use strict;
use warnings;
use POE;

my $number = 0;

sub spawn {
    my ($class, %a) = @_;
    my $self = bless { no => ++$number, proofs => [], %a }, $class;
    $self->{shop}->enter;
    return POE::Session->create(
        object_states => [ $self => [qw(_start proof print paid remind cancel _stop)] ],
        heap          => { lines => [ map { "page $_ of job $self->{no}" } 1 .. $a{pages} ] },
    )->ID;
}

sub _start {
    my ($self, $kernel) = @_[ OBJECT, KERNEL ];
    $kernel->yield('proof');
}

sub proof {
    my ($self, $kernel, $heap) = @_[ OBJECT, KERNEL, HEAP ];
    push @{ $self->{proofs} }, substr $heap->{lines}[0], 0, 10;
    $kernel->yield('print');
}

sub print {
    my ($self, $kernel, $session, $heap) = @_[ OBJECT, KERNEL, SESSION, HEAP ];
    if (!$self->{shop}->press(scalar @{ $heap->{lines} })) {
        return $kernel->delay(print => .001);
    }
    $self->{shop}->press_free;

    # the job must stay until the money is there
    $kernel->refcount_increment($session->ID, 'unpaid');
    if ($self->{pays} eq 'at once') {
        return $kernel->yield('paid');
    }
    $heap->{reminders} = 0;
    $kernel->delay(remind => .001);
}

sub remind {
    my ($self, $kernel, $heap) = @_[ OBJECT, KERNEL, HEAP ];
    return $kernel->yield('paid') if $self->{pays} eq 'later' && $heap->{reminders} > 0;
    return $kernel->yield('cancel') if ++$heap->{reminders} >= 3;
    $kernel->delay(remind => .001);
}

sub paid {
    my ($self, $kernel, $session) = @_[ OBJECT, KERNEL, SESSION ];
    $self->{shop}->cash($self->{pages} * ($self->{colour} ? .4 : .08));
    $self->{shop}->leave('paid');
    $kernel->refcount_decrement($session->ID, 'unpaid');
}

sub cancel {
    my ($self, $kernel, $heap) = @_[ OBJECT, KERNEL, HEAP ];
    $kernel->alarm_remove_all;
    $heap->{cancelled} = 1;
    $self->{shop}->leave('cancelled');
}

sub _stop { }

1;
