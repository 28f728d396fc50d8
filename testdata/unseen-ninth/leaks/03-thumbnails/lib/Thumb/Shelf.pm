package Thumb::Shelf;
use strict;
use warnings;

# Keeps the most recent thumbnails at hand; the oldest make room.

sub new { my ($class, %arg) = @_; return bless { max => $arg{max} || 100, by_id => {}, order => [] }, $class }

sub put {
    my ($self, $set) = @_;
    push @{ $self->{order} }, $set->{id} unless exists $self->{by_id}{ $set->{id} };
    $self->{by_id}{ $set->{id} } = $set;
    while (@{ $self->{order} } > $self->{max}) {
        delete $self->{by_id}{ shift @{ $self->{order} } };
    }
    return;
}

sub get { $_[0]{by_id}{ $_[1] } }

1;
