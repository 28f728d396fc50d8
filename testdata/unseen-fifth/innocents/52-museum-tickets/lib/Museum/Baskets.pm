package Museum::Baskets;
use strict;
use warnings;

# by_token: the baskets; wheel: minute => tokens that may expire then

sub new {
    my ($class, %arg) = @_;
    return bless { ttl => $arg{ttl}, by_token => {}, wheel => {}, serial => 0 }, $class;
}

sub open {
    my ($self, $now) = @_;
    my $token = sprintf '%06d-%04x', ++$self->{serial}, rand 65536;
    $self->{by_token}{$token} = { token => $token, items => [], touched => $now };
    push @{ $self->{wheel}{ $now + $self->{ttl} } }, $token;
    return $token;
}

sub add {
    my ($self, $token, $now, $item) = @_;
    my $basket = $self->{by_token}{$token} or return 0;
    $basket->{touched} = $now;
    push @{ $basket->{items} }, $item;
    return 1;
}

sub checkout {
    my ($self, $token) = @_;
    my $basket = delete $self->{by_token}{$token} or return 0;
    return scalar @{ $basket->{items} };
}

sub sweep {
    my ($self, $now) = @_;
    for my $token (@{ delete $self->{wheel}{$now} || [] }) {
        my $basket = $self->{by_token}{$token} or next;
        my $ends   = $basket->{touched} + $self->{ttl};
        if   ($ends <= $now) { delete $self->{by_token}{$token} }
        else                 { push @{ $self->{wheel}{$ends} }, $token }
    }
    return;
}

sub count { return scalar keys %{ $_[0]{by_token} } }

1;
