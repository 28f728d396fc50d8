package Pump;
use strict;
use warnings;

# Gives what comes in to on_read, which takes out of the buffer what it has read.
sub new {
    my ($class, %args) = @_;
    return bless {name => $args{name}, on_read => $args{on_read}, buffer => ''}, $class;
}

sub name { return $_[0]{name} }

sub feed {
    my ($self, $bytes) = @_;
    $self->{buffer} .= $bytes;
    $self->{on_read}->($self, \$self->{buffer});
    return;
}

1;
