package App;
use strict; use warnings;
my @recent;
sub work { my (undef, $n) = @_; @recent = grep { $_->{at} > $n - 1200 } @recent; push @recent, { at => $n, ip => "10.0.0.$n" }; return }
1;
