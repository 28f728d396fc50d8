package App;
use strict; use warnings;
use Sessions;
my $s = Sessions->new(ttl => 900);
sub work { my (undef, $n) = @_; Sessions->clock($n); $s->touch("user$n"); $s->sweep if $n % 20 == 0; return }
1;
