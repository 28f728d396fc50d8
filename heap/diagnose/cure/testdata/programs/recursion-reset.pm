# cure: Use __SUB__ for $walk
use v5.20;
package App;
use strict;
use warnings;
use v5.14;

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my $walk;
    $walk = sub {
        my ($depth) = @_;
        die unless $probe;
        return $n unless $depth;
        return $walk->($depth - 1);
    };
    return $walk->(3);
}

1;
