package Relay::Channels;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {free => [1 .. $args{count}], taken => {}}, $class;
}

sub take {
    my ($self, $call) = @_;
    return undef if $call =~ /[05]$/;    # outside the band plan
    my $channel = shift @{$self->{free}} or return undef;
    $self->{taken}{$channel} = $call;
    return $channel;
}

sub release {
    my ($self, $channel) = @_;
    push @{$self->{free}}, $channel if delete $self->{taken}{$channel};
    return;
}

1;
