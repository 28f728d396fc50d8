# cure: weak copy of $f
package App;
use strict;
use warnings; use constant TEXT => <<'X';
use Scalar::Util 'weaken';
sub f { weaken($x) }
X
sub work {
    my (undef, $n) = @_;
    my $probe = Probe->new;
    my $f;
    $f = sub { my $i = shift; $probe or die; my @x = sort { $a <=> $b } map { $i ? $f->($i - 1) : $n } 1; my $s = "@{[ $f ? 1 : 0 ]}"; return $x[0] . $s };
    return $f->(2) . length TEXT;
}
1;
