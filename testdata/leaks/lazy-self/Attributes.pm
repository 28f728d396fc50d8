package Attributes;
use strict;
use warnings;

# A small `has`, in the way of the object systems.

sub import {
    my $class = caller;
    no strict 'refs';
    *{"${class}::has"} = sub {
        my ($name, %spec) = @_;
        my $build = "_build_$name";
        *{"${class}::$name"} = sub {
            my $self = shift;
            $self->{$name} = shift if @_;
            $self->{$name} = $self->$build if $spec{lazy} && !exists $self->{$name};
            return $self->{$name};
        };
    };
    *{"${class}::new"} = sub { my ($class, %args) = @_; return bless {%args}, $class };
    return;
}

1;
