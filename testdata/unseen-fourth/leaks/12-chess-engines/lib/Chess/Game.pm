package Chess::Game;
use strict;
use warnings;
use Coro;
use Coro::Channel;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg, board => [map { [('.') x 8] } 1 .. 8], count => 0}, $class;
    $self->{moves} = Coro::Channel->new;
    return $self;
}

sub moves { return $_[0]{moves} }
sub count { return $_[0]{count} }

sub start {
    my $self = shift;
    async { $self->think };
    return $self;
}

# the thread of a game: one move after the other
sub think {
    my $self = shift;
    my @seen;
    while (defined(my $move = $self->{moves}->get)) {
        my ($column, $row) = @$move;
        my $board = $self->{board};
        $board->[$row][$column] = $self->{count}++ % 2 ? 'b' : 'w';
        push @seen, join '', map {@$_} @$board;
        shift @seen if @seen > 3;
    }
    return;
}

1;
