package App;
use strict; use warnings;
my %state = (history => [], total => 0);
sub record { my ($list, $entry) = @_; push @$list, $entry; return scalar @$list }
sub handle { my ($st, $n) = @_; $st->{total} += $n; record($st->{history}, { n => $n, total => $st->{total} }); return }
sub work { my (undef, $n) = @_; handle(\%state, $n) }
1;
