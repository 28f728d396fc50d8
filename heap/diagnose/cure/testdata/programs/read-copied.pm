# cure: none
package App; use strict; use warnings;
sub make { my $n = shift; my $state = { n => $n, probe => Probe->new }; $state->{next} = sub { $state->{n}++ }; return { %$state } }
sub work { my (undef, $n) = @_; my $s = make($n); $s->{next}->() for 1..2; return $s->{next}->() // 'nothing' }
1;
