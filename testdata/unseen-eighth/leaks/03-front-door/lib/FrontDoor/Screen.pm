package FrontDoor::Screen;
use strict;
use warnings;

# Keeps the strikes of the addresses that misbehave and says whether an
# address is shut out at the moment.
sub new {
    my ($class, %arg) = @_;
    return bless { peers => {}, blocks => 0, %arg }, $class;
}

sub is_blocked {
    my ($self, $ip) = @_;
    my $until = $self->{peers}{$ip}{blocked_until};
    return defined $until && $until > $self->{now}->();
}

sub strike {
    my ($self, $ip) = @_;
    my $now  = $self->{now}->();
    my $peer = $self->{peers}{$ip} //= {};
    $peer->{last_strike} = $now;
    if (++$peer->{strikes} >= $self->{max_strikes}) {
        $peer->{blocked_until} = $now + $self->{block_for};
        $peer->{strikes}       = 0;
        $self->{blocks}++;
    }
    return;
}

# Old strikes lapse.
sub sweep {
    my ($self) = @_;
    my $limit = $self->{now}->() - $self->{forget_after};
    for my $ip (keys %{ $self->{peers} }) {
        my $last = $self->{peers}{$ip}{last_strike} or next;
        delete $self->{peers}{$ip} if $last < $limit;
    }
    return;
}

1;
