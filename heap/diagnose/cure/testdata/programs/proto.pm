# cure: __SUB__
package App;
use strict; use warnings;
sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my $gcd
        ;
    $gcd =
        sub ($$) {
            my ($x, $y) = @_;
            $probe or die;
            return $y ? $gcd->($y, $x % $y) : $x;
        };
    return $gcd->($n * 6, 9);
}
1;
