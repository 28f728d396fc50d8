package Hub;

use strict;
use warnings;

# An event emitter: an object with named events, each with its subscribers.
sub new {
    my ($class, %args) = @_;
    return bless { %args, events => {} }, $class;
}

# Subscribes a callback, and returns it.
sub on {
    my ($self, $name, $callback) = @_;
    push @{ $self->{events}{$name} }, $callback;
    return $callback;
}

# Calls each subscriber of that event.
sub emit {
    my ($self, $name, @args) = @_;
    $_->($self, @args) for @{ $self->{events}{$name} // [] };
    return $self;
}

1;
