# cure: none
# words: $left in the closure at App.pm line
# words: $right in the closure at App.pm line
# words: one of these
# not: __SUB__
package App;
use strict;
use warnings;

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my ($left, $right, $top);
    $left  = sub { my $i = shift; $probe or die; return $i < 1 ? 'left' : $right->($i - 1) };
    $right = sub { my $i = shift; $probe or die; return $i < 1 ? 'right' : $top->($i - 1) };
    $top   = sub { my $i = shift; $probe or die; return $i < 1 ? 'top' : $left->($i - 1) };
    return $left->($n);
}

1;
