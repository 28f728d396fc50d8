package Chess::Club;
use v5.20;
use warnings;
use List::Util qw(shuffle sum0);
use Chess::Game;

sub new {
    my ($class, %arg) = @_;
    return bless {keep => $arg{keep}, members => [map {"member $_"} 1 .. $arg{members}], points => {}, lines => [], games => 0}, $class;
}

sub play_round {
    my $self    = shift;
    my @players = shuffle @{ $self->{members} };
    while (my ($white, $black) = splice @players, 0, 2) {
        my $game   = Chess::Game->new(white => $white, black => $black, minutes => 15);
        my $result = $game->play;
        my %points = ('1-0' => [1, 0], '0-1' => [0, 1], draw => [0.5, 0.5]);
        $self->{points}{$white} += $points{$result}[0];
        $self->{points}{$black} += $points{$result}[1];
        $self->{games}++;
        push @{ $self->{lines} }, $game->line;
        shift @{ $self->{lines} } if @{ $self->{lines} } > $self->{keep};
    }
    return;
}

sub standing {
    my $self   = shift;
    my $points = $self->{points};
    my ($best) = sort { $points->{$b} <=> $points->{$a} || $a cmp $b } keys %$points;
    return sprintf '%d games, %.1f points, best: %s', $self->{games}, sum0(values %$points), $best;
}

1;
