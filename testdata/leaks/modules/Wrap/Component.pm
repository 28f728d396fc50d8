package Wrap::Component;
use strict;
use warnings;

# Stands for a framework: an object around an application, and a closure
# around the object.

sub wrap {
    my ($class, $app, %args) = @_;
    my $self = bless { app => $app, %args }, $class;
    return sub { $self->call(@_) };
}

sub call { my $self = shift; return $self->{app}->(@_) }

1;
