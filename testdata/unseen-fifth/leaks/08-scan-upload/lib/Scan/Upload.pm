package Scan::Upload;
use strict;
use warnings;
use POE;

sub spawn {
    my ($class, %arg) = @_;
    my $self = bless {%arg}, $class;
    POE::Session->create(object_states => [$self => [qw(_start next_tile finish refused _stop)]]);
    return;
}

sub _start {
    my ($self, $kernel, $session) = @_[OBJECT, KERNEL, SESSION];
    my $sum = 1 + int rand 10_000;
    $self->{scan} = { number => $self->{number}, ward => 'W' . $sum % 14, sum => $sum, tiles => [] };
    # the session must live until the archive has answered
    $kernel->refcount_increment($session->ID, 'upload');
    $kernel->yield('next_tile');
    return;
}

sub next_tile {
    my ($self, $kernel) = @_[OBJECT, KERNEL];
    my $tiles = $self->{scan}{tiles};
    push @$tiles, chr(65 + @$tiles) x (40 + rand 80);
    return $kernel->yield('next_tile') if @$tiles < 5;
    return $kernel->yield($self->{archive}->check($self->{scan}) ? 'finish' : 'refused');
}

sub finish {
    my ($self, $kernel, $session) = @_[OBJECT, KERNEL, SESSION];
    $self->{archive}->store($self->{scan});
    $kernel->refcount_decrement($session->ID, 'upload');
    $kernel->post($self->{report_to}, 'uploaded');
    return;
}

sub refused {
    my ($self, $kernel) = @_[OBJECT, KERNEL];
    $self->{archive}->refuse($self->{scan});
    $kernel->post($self->{report_to}, 'uploaded');
    return;
}

sub _stop { return }

1;
