package Wrap::Hub;
use strict;
use warnings;

# Stands for a module that keeps what it is told to call.

sub new { return bless { handlers => {} }, shift }

sub subscribe {
    my ($self, $event, $call, %match) = @_;
    $self->_add($event, { call => $call, match => {%match}, order => 0 });
    return $self;
}

sub _add { my ($self, $event, $handler) = @_; push @{ $self->{handlers}{$event} }, $handler; return }

1;
