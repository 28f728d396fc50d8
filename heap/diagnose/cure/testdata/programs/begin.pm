# cure: __SUB__ for $f
package App;
use strict; use warnings;
my ($make, @made);
BEGIN {
    $make = sub {
        my $n = shift;
        my $probe = Probe->new;
        my $f;
        $f = sub { my $i = shift; $probe or die; return $i ? "$n" . $f->($i - 1) : '' };
        return $f;
    };
}
sub work { my (undef, $n) = @_; return $make->($n)->(2) }
1;
