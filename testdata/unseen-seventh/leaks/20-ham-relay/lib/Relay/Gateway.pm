package Relay::Gateway;
use strict;
use warnings;
use POE;
use Relay::Call;

sub new {
    my ($class, %args) = @_;
    return bless {%args, active => 0, relayed => 0, busy => 0, overs => 0}, $class;
}

sub incoming {
    my ($self, $sign, $overs) = @_;
    my $call = Relay::Call->new(sign => $sign, overs => $overs);
    POE::Session->create(
        object_states => [$self => [qw(_start dial over hang_up)]],
        heap          => {call => $call},
    );
    return $self;
}

sub _start {
    my ($self, $kernel, $session) = @_[OBJECT, KERNEL, SESSION];
    $kernel->refcount_increment($session->ID, 'call');
    $self->{active}++;
    $kernel->yield('dial');
}

sub dial {
    my ($self, $kernel, $heap) = @_[OBJECT, KERNEL, HEAP];
    my $call    = $heap->{call};
    my $channel = $self->{channels}->take($call->sign);
    unless ($channel) {
        $call->note('no channel');
        $self->{busy}++;
        $self->{active}--;
        return;
    }
    $call->channel($channel);
    $kernel->yield('over');
}

sub over {
    my ($self, $kernel, $heap) = @_[OBJECT, KERNEL, HEAP];
    my $call = $heap->{call};
    $call->note('over ' . $call->passed);
    $self->{overs}++;
    $kernel->yield($call->finished ? 'hang_up' : 'over');
}

sub hang_up {
    my ($self, $kernel, $session, $heap) = @_[OBJECT, KERNEL, SESSION, HEAP];
    $self->{channels}->release($heap->{call}->channel);
    $self->{relayed}++;
    $self->{active}--;
    $kernel->refcount_decrement($session->ID, 'call');
}

sub close {
    my ($self) = @_;
    POE::Kernel->stop;
}

sub active  { $_[0]{active} }
sub relayed { $_[0]{relayed} }
sub busy    { $_[0]{busy} }
sub overs   { $_[0]{overs} }

1;
