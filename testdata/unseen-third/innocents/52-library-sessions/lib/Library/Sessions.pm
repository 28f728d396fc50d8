package Library::Sessions;
use strict;
use warnings;
use Library::Clock;

# Sessions end by logout, or half an hour after the last request. The queue
# has them in the order of their deadlines; a session that was used in the
# meantime goes back to the end when its turn comes.

sub new { my ($class, %arg) = @_; return bless {minutes => 30, %arg, data => {}, queue => [], serial => 0}, $class }

sub create {
    my ($self, $user) = @_;
    my $id = sprintf '%08x%04x', rand 2**32, ++$self->{serial} % 65_536;
    $self->{data}{$id} = {user => $user, seen => [], used => Library::Clock::now()};
    push @{ $self->{queue} }, [Library::Clock::now() + 60 * $self->{minutes}, $id];
    return $id;
}

sub find {
    my ($self, $id) = @_;
    my $session = $self->{data}{$id} or return;
    $session->{used} = Library::Clock::now();
    return $session;
}

sub remove { my ($self, $id) = @_; delete $self->{data}{$id}; return }

sub expire {
    my $self  = shift;
    my $now   = Library::Clock::now();
    my $queue = $self->{queue};
    while (@$queue && $queue->[0][0] <= $now) {
        my (undef, $id) = @{ shift @$queue };
        my $session = $self->{data}{$id} or next;
        my $ends    = $session->{used} + 60 * $self->{minutes};
        if ($ends > $now) { push @$queue, [$ends, $id] }
        else              { delete $self->{data}{$id} }
    }
    return;
}

sub count { return scalar keys %{ $_[0]{data} } }

1;
