# cure: Use __SUB__ for $
package App;
use strict; use warnings;
sub work {
    my ($class, $n) = @_;
    my $p = Probe->new; my $t = <<'A' . <<'B'; my $w; $w = sub { my $d = shift; $p or die; return $d > 0 ? 1 + $w->($d - 1) : $n };
a $n $w->() {
A
b $w->(9) };
B
    return length($t) . $w->(2);
}
1;
