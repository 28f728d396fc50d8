package Pump::Ring;
use strict;
use warnings;
use parent 'Tie::Array';

# An array that forgets its oldest elements.

sub TIEARRAY  { my ($class, $size) = @_; return bless {size => $size, first => 0, count => 0, slot => []}, $class }
sub FETCHSIZE { return $_[0]{count} }
sub STORESIZE { my ($self, $count) = @_; $self->{count} = $count if $count < $self->{count}; return }
sub index_of  { my ($self, $n) = @_; return ($self->{first} + $n) % $self->{size} }
sub FETCH     { my ($self, $n) = @_; return $self->{slot}[ $self->index_of($n) ] }
sub STORE     { my ($self, $n, $value) = @_; return $self->{slot}[ $self->index_of($n) ] = $value }

sub PUSH {
    my ($self, @values) = @_;
    for my $value (@values) {
        if ($self->{count} < $self->{size}) {
            $self->{slot}[ $self->index_of($self->{count}++) ] = $value;
        }
        else {
            $self->{slot}[ $self->{first} ] = $value;
            $self->{first} = ($self->{first} + 1) % $self->{size};
        }
    }
    return $self->{count};
}

sub CLEAR { my $self = shift; @$self{qw(first count slot)} = (0, 0, []); return }

1;
