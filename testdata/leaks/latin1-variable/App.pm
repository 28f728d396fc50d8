package App;
use strict;
use warnings;
use utf8;

# perl keeps the name of this variable as Latin-1: it is no valid UTF-8.
our %vorräte;

sub work {
    my ($class, $n) = @_;
    $vorräte{"platz $n"} = { menge => $n };
    return;
}

1;
