package Tile::Renderer;
use Moo;

has style => (is => 'ro', default => sub { { water => '#aadaff', wood => '#c8facc', road => '#ffffff' } });

sub render {
    my ($self, $z, $x, $y) = @_;
    my @shapes;
    for my $i (0 .. 7) {
        my $kind = (qw(water wood road))[ ($x + $y + $i) % 3 ];
        push @shapes, { kind => $kind, fill => $self->style->{$kind}, path => join ' ', map { ($x * 31 + $y * 17 + $_ * $i) % 256 } 1 .. 8 };
    }
    return { id => "$z/$x/$y", shapes => \@shapes };
}

1;
