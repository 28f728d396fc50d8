package Warehouse::Floor;
use strict;
use warnings;

# The grid of shelves, with what lies in each and how often it was visited.
sub new {
    my ($class, %arg) = @_;
    my $self = bless { %arg, cell => [] }, $class;
    for my $y (0 .. $arg{depth} - 1) {
        for my $x (0 .. $arg{width} - 1) {
            $self->{cell}[$y][$x] = { sku => sprintf('A%02d%02d', $x, $y), visits => 0 };
        }
    }
    return $self;
}

sub dock { return [ 0, 0 ] }

sub random_shelf {
    my ($self) = @_;
    return [ 1 + int rand($self->{width} - 1), 1 + int rand($self->{depth} - 1) ];
}

sub visited {
    my ($self, $pos) = @_;
    return $self->{cell}[ $pos->[1] ][ $pos->[0] ]{visits}++;
}

1;
