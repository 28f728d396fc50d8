package Moor::Wheel;
use strict;
use warnings;

# A timer wheel of 64 slots; a tick moves on by one. Timers further away than
# that stay in their slot for some rounds.

my $SLOTS = 64;

sub new { my $class = shift; return bless {slot => [map { [] } 1 .. $SLOTS], now => 0, fired => 0}, $class }

sub put {
    my ($self, $timer) = @_;
    $timer->{due} = $self->{now} + $timer->{delay};
    push @{ $self->{slot}[ $timer->{due} % $SLOTS ] }, $timer;
    return $timer;
}

sub after { my ($self, $delay, $cb) = @_; return $self->put({delay => $delay, cb => $cb}) }
sub every { my ($self, $delay, $cb) = @_; return $self->put({delay => $delay, cb => $cb, repeat => 1}) }

sub cancel { my ($self, $timer) = @_; $timer->{cancelled} = 1; return }

sub tick {
    my $self  = shift;
    my $index = ++$self->{now} % $SLOTS;
    my @all   = @{ $self->{slot}[$index] };
    $self->{slot}[$index] = [];
    for my $timer (@all) {
        if ($timer->{due} > $self->{now}) {
            push @{ $self->{slot}[$index] }, $timer;
            next;
        }
        $self->put($timer) if $timer->{repeat};
        next if $timer->{cancelled};
        $self->{fired}++;
        $timer->{cb}->();
    }
    return;
}

sub fired { return $_[0]{fired} }

1;
