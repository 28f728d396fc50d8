package App;
use strict; use warnings;
my %names = map { ("art-" . chr(97 + $_ % 26) . chr(97 + $_ / 26 % 26) . 'x', $_) } 0 .. 600;
my @names = sort keys %names;
my %obj;
sub article { my $name = shift; return $obj{$name} ||= bless { name => $name, price => $names{$name}, text => 'x' x 100 }, 'Article' }
sub work { my (undef, $n) = @_; srand $n; article($names[rand @names]); return }
1;
