package HikingMap::Renderer;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { seed => $arg{seed}, drawn => 0 }, $class;
}

sub drawn { $_[0]{drawn} }

# A tile: its contour lines and the names on it.
sub draw {
    my ($self, $z, $x, $y) = @_;
    $self->{drawn}++;
    my @contour = map { [ map { ($x * 31 + $y * 17 + $_ * $z) % 256 } 1 .. 6 ] } 1 .. 3;
    return { z => $z, x => $x, y => $y, contour => \@contour, names => [ "Peak $x", "Hut $y" ] };
}

1;
