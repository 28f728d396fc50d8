package Journal;
use strict; use warnings;
sub new { bless { head => undef, n => 0 }, shift }
sub write { my ($s, $t) = @_; $s->{head} = { text => $t, next => $s->{head} }; return ++$s->{n} }
package App;
my $j = Journal->new;
sub work { my (undef, $n) = @_; $j->write("entry $n"); return }
1;
