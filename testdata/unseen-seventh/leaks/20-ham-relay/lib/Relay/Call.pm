package Relay::Call;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {%args, passed => 0, notes => []}, $class;
}

sub sign { $_[0]{sign} }

sub channel {
    my ($self, $channel) = @_;
    $self->{channel} = $channel if defined $channel;
    return $self->{channel};
}

sub note   { my ($self, $text) = @_; push @{$self->{notes}}, $text; return $self }
sub passed { return ++$_[0]{passed} }

sub finished { my ($self) = @_; return $self->{passed} >= $self->{overs} }

1;
