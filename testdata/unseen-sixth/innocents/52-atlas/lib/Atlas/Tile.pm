package Atlas::Tile;
use strict;
use warnings;

sub draw {
    my ($class, $zoom, $x, $y) = @_;
    my @height = map { int(50 + 40 * sin($x / 3 + $_) + 10 * sin($y / 5 + $_)) } 1 .. 9;
    my $self = bless {
        zoom   => $zoom, x => $x, y => $y,
        height => \@height,
        names  => [ map { Atlas::Tile::Label->new("P$x.$y.$_", $_ * 20) } 1 .. ($x + $y) % 3 ],
    }, $class;
    return $self;
}

sub colour {
    my ($self) = @_;
    my $sum = 0;
    $sum += $_ for @{ $self->{height} };
    return $sum / 9 > 50 ? 'green' : 'blue';
}

package Atlas::Tile::Label;

sub new { my ($class, $text, $at) = @_; return bless { text => $text, at => [ $at, $at ] }, $class }

1;
