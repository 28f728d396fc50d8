# cure: none
# words: $odd in the closure at App.pm line
# words: $even in the closure at App.pm line
# words: one of the two
# not: __SUB__
package App;
use strict;
use warnings;

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my ($even, $odd);
    $even = sub { my $i = shift; $probe or die; return $i == 0 ? 'even' : $odd->($i - 1) };
    $odd  = sub { my $i = shift; $probe or die; return $i == 0 ? 'odd' : $even->($i - 1) };
    return $even->($n);
}

1;
