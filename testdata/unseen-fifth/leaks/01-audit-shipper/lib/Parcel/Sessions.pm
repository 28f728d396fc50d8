package Parcel::Sessions;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless { ttl => $arg{ttl}, by_user => {} }, $class }

sub touch {
    my ($self, $user, $now) = @_;
    my $session = $self->{by_user}{$user} ||= { token => sprintf('%08x', rand 2**32), since => $now, clicks => [] };
    $session->{last} = $now;
    push @{ $session->{clicks} }, $now;
    shift @{ $session->{clicks} } while @{ $session->{clicks} } > 10;
    return $session->{token};
}

sub expire {
    my ($self, $now) = @_;
    for my $user (keys %{ $self->{by_user} }) {
        delete $self->{by_user}{$user} if $self->{by_user}{$user}{last} < $now - $self->{ttl};
    }
    return;
}

sub count { return scalar keys %{ $_[0]{by_user} } }

1;
