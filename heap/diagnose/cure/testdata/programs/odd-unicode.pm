# cure: Use __SUB__ for $
package App;
use strict; use warnings; use utf8;
sub work { my ($class, $n) = @_; my $p = Probe->new; my $größe; my $t = "ßßß"; $größe = sub { my $d = shift; $p or die; return $d > 0 ? 1 + $größe->($d - 1) : $n }; return length($t) . $größe->(2) }
1;
