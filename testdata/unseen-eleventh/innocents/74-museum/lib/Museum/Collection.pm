package Museum::Collection;
use Moo;
use Types::Standard qw(ArrayRef InstanceOf);
use Museum::Piece;

has pieces => (is => 'ro', isa => ArrayRef [InstanceOf ['Museum::Piece']], required => 1);

sub load {
    my ($class, %arg) = @_;
    my @all;
    for my $room (1 .. $arg{rooms}) {
        push @all, map { Museum::Piece->new(inventory => sprintf('%02d.%03d', $room, $_), year => 1400 + ($room * 31 + $_ * 7) % 560) } 1 .. $arg{per_room};
    }
    return $class->new(pieces => \@all);
}

sub random_piece {
    my $p = $_[0]->pieces;
    return $p->[ rand @$p ];
}

1;
