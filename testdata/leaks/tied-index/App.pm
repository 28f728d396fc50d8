package Keep;
use strict; use warnings;
require Tie::Hash;
our @ISA = 'Tie::ExtraHash';
sub TIEHASH { my $c = shift; return bless [{}, []], $c }
sub STORE { my ($self, $k, $v) = @_; push @{ $self->[1] }, $k; $self->[0]{$k} = $v }
sub DELETE { my ($self, $k) = @_; return delete $self->[0]{$k} }
package App;
tie my %h, 'Keep';
sub work { my (undef, $n) = @_; $h{"job $n"} = $n; delete $h{"job $n"}; return }
1;
