package App;
use strict;
use warnings;
use Memoize;
my %count;

sub slow { my ($x) = @_; return [ map { $x * $_ } 1 .. 5 ] }

memoize('slow');

sub work {
    my ($class, $n) = @_;
    $count{ $n % 3 }++;
    slow($n);
    return;
}

1;
