package Presence::Hub;
use strict;
use warnings;
use Presence::Stream;

sub new { my $class = shift; return bless {streams => {}, shown => {}, seen => 0, clean => 0}, $class }

sub connected {
    my ($self, $id) = @_;
    $self->{streams}{$id} = Presence::Stream->new(
        on_presence => sub { my ($user, $show) = @_; $self->{shown}{$show}++ },
        on_end      => sub { $self->{clean}++ },
    );
    $self->{seen}++;
    return;
}

sub data {
    my ($self, $id, $bytes) = @_;
    my $stream = $self->{streams}{$id} or return;
    $stream->add($bytes);
    return;
}

sub disconnected {
    my ($self, $id) = @_;
    delete $self->{streams}{$id};
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d streams seen, %d closed well, %d open; %s', @$self{qw(seen clean)}, scalar keys %{ $self->{streams} },
        join ', ', map {"$_ $self->{shown}{$_}"} sort keys %{ $self->{shown} };
}

1;
