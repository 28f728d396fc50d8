package Choir::Notes;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless {keep => $args{keep}, lines => []}, $class }

sub add {
    my ($self, $line) = @_;
    push @{$self->{lines}}, $line;
    shift @{$self->{lines}} while @{$self->{lines}} > $self->{keep};
    return $self;
}

sub lines { my ($self) = @_; return @{$self->{lines}} }

1;
