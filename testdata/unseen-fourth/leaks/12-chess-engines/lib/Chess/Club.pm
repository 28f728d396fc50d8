package Chess::Club;
use strict;
use warnings;
use Chess::Game;

sub new {
    my ($class, %arg) = @_;
    my %rating = map { ("player $_" => 1200 + int rand 800) } 1 .. $arg{players};
    return bless {rating => \%rating, table => {}, next => 0, moves => 0, over => 0}, $class;
}

sub running { return scalar keys %{ $_[0]{table} } }

sub pair {
    my $self = shift;
    my @names = sort keys %{ $self->{rating} };
    my ($white, $black) = map { splice @names, rand @names, 1 } 1 .. 2;
    $self->{table}{ ++$self->{next} } = Chess::Game->new(white => $white, black => $black)->start;
    return;
}

sub play_round {
    my $self = shift;
    for my $number (sort { $a <=> $b } keys %{ $self->{table} }) {
        my $game = $self->{table}{$number};
        if ($game->count > 10 && rand() < 0.1) {
            $self->finish($number, rand() < 0.5 ? qw(white black) : qw(black white));
            next;
        }
        $game->moves->put([int rand 8, int rand 8]);
        $self->{moves}++;
    }
    return;
}

sub finish {
    my ($self, $number, $winner, $loser) = @_;
    my $game = delete $self->{table}{$number};
    $self->{rating}{ $game->{$winner} } += 8;
    $self->{rating}{ $game->{$loser} }  -= 8;
    $self->{over}++;
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d games over, %d on the tables, %d moves', $self->{over}, $self->running, $self->{moves};
}

1;
