# cure: weak copy of $w
package App;
use strict; use warnings;
sub work {
    my ($class, $n) = @_;
    my $p = Probe->new;
    my $w;
    $w = sub { my $d = shift; $p or die; (my $s = "x$d") =~ s/(\d+)/$1 > 0 ? $w->($1 - 1) : 'e'/e; return $s };
    return $w->(2);
}
1;
