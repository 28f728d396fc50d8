package Sessions;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless { ttl => 600, by_id => {}, clock => 0, %args }, $class }

sub touch {
    my ($self, $id) = @_;
    my $session = $self->{by_id}{$id} ||= { id => $id, bag => {} };
    $session->{last} = $self->{clock};
    return $session;
}

sub expire_old {
    my ($self, $now) = @_;
    my @old = grep { $self->{by_id}{$_}{last} + $self->{ttl} <= $now } keys %{ $self->{by_id} };
    delete @{ $self->{by_id} }{@old};
    return scalar @old;
}

sub tick {
    my ($self, @which) = @_;
    my $now = ++$self->{clock};
    for my $which (@which) {
        my $expire = "expire_$which";
        $self->$expire($now);
    }
    return $now;
}

package App;
my $sessions = Sessions->new;

sub work {
    my (undef, $n) = @_;
    $sessions->tick('old');
    my $session = $sessions->touch(sprintf '%08x', $n * 2654435761 % 4294967296);
    $session->{bag}{"item $_"} = $n for 1 .. 3;
    return;
}
1;
