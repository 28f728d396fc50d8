package App;
use strict;
use warnings;
my %session;

sub steps { return 200, 400, 100 }

sub work {
    my ($class, $n) = @_;
    $session{$n} = { user => "u$n", on_end => sub { $n } };
    if ($n > 599) { delete $session{ $n - 2 * $_ } for 1 .. 3 }
    return;
}

1;
