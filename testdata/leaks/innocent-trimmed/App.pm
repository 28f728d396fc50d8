package App;
use strict; use warnings;
use Util qw(keep_last);
my %log = (a => [], b => []);
sub work { my (undef, $n) = @_; my $l = $log{ $n % 2 ? 'a' : 'b' }; push @$l, "line $n of the log"; keep_last($l, 700); return }
1;
