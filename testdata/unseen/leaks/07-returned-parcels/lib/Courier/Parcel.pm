package Courier::Parcel;
use strict;
use warnings;
use POE;

# one session for every parcel under way

sub spawn {
    my ($class, %args) = @_;
    my $self = bless {%args, tries => 0, events => []}, $class;
    POE::Session->create(object_states => [
        $self => {_start => 'load', attempt => 'attempt', delivered => 'delivered', refused => 'refused', lost => 'lost', _stop => 'unload'},
    ]);
    return;
}

sub load {
    my ($self, $kernel, $session) = @_[OBJECT, KERNEL, SESSION];
    # stays alive between the attempts, whatever the van does
    $kernel->refcount_increment($session->ID, 'under way');
    push @{ $self->{events} }, {what => 'loaded', van => $self->{van}->number};
    $kernel->yield('attempt');
    return;
}

sub attempt {
    my ($self, $kernel) = @_[OBJECT, KERNEL];
    $self->{van}->stop_at($self->{address});
    push @{ $self->{events} }, {what => 'attempt', number => ++$self->{tries}};
    my $dice = rand;
    return $kernel->yield($dice < 0.15 ? 'refused' : $dice < 0.17 ? 'lost' : 'delivered') if $dice < 0.8 || $self->{tries} > 2;
    return $kernel->delay(attempt => 0.002);
}

sub delivered {
    my ($self, $kernel, $session) = @_[OBJECT, KERNEL, SESSION];
    push @{ $self->{events} }, {what => 'delivered'};
    $kernel->post($self->{depot} => arrived => $self->{name}, 'delivered');
    $kernel->refcount_decrement($session->ID, 'under way');
    return;
}

sub refused {
    my ($self, $kernel, $session) = @_[OBJECT, KERNEL, SESSION];
    push @{ $self->{events} }, {what => 'refused', address => $self->{address}};
    $self->{van}->stop_at('depot');
    $kernel->post($self->{depot} => arrived => $self->{name}, 'refused');
    return;
}

sub lost {
    my ($self, $kernel, $session) = @_[OBJECT, KERNEL, SESSION];
    $kernel->post($self->{depot} => arrived => $self->{name}, 'lost');
    $kernel->refcount_decrement($session->ID, 'under way');
    return;
}

sub unload {
    my $self = $_[OBJECT];
    $self->{events} = [];
    return;
}

1;
