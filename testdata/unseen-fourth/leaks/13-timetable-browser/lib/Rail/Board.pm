package Rail::Board;
use strict;
use warnings;

sub new { return bless {train => {}, late => 0}, shift }

sub read {
    my ($self, $station, $html) = @_;
    while ($html =~ m{>(RE\d+)</a></td><td>\+(\d+)}g) {
        my ($train, $late) = ($1, $2);
        $self->{late}++ if $late > 10;
        $self->{train}{$train} = {station => $station, late => $late};
    }
    return;
}

sub new_day { $_[0]{train} = {}; return }
sub late    { return $_[0]{late} }

1;
