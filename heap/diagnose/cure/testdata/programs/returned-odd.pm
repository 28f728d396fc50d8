# cure: none
# words: one of the two
package App;
use strict; use warnings;
sub pair { my $n = shift; my $probe = Probe->new; my ($ping, $pong);
  $ping = sub { my $i = shift; $probe or die; $i ? 'i' . $pong->($i - 1) : $n };
  $pong = sub { my $i = shift; $i ? 'o' . $ping->($i - 1) : $n };
  return $ping }
sub work { my (undef, $n) = @_; return pair($n)->(4) }
1;
