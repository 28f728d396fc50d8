package Alive::Shape;
use strict;
use warnings;

sub new {
    my ($class, $n) = @_;
    my $self = { n => $n };
    return bless $self, $class;
}

package Alive::Circle;
our @ISA = ('Alive::Shape');

sub area { 3.14 * $_[0]{n}**2 }

package Alive::Point;

sub at {
    my ($class, $x, $y) = @_;
    return bless [$x, $y], $class;
}

sub origin { return bless [0, 0], __PACKAGE__ }

1;
