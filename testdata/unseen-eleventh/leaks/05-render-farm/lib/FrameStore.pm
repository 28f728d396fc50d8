package FrameStore;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless {keep => 10, data => {}, order => [], %arg}, $class }

sub put {
    my ($self, $path, $pixels) = @_;
    push @{ $self->{order} }, $path unless exists $self->{data}{$path};
    $self->{data}{$path} = $pixels;
    while (@{ $self->{order} } > $self->{keep}) {
        delete $self->{data}{ shift @{ $self->{order} } };
    }
}

sub count { scalar keys %{ $_[0]{data} } }

1;
