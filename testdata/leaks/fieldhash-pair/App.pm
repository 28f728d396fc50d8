package Obj;
use strict; use warnings;
use Hash::Util::FieldHash qw(fieldhash id);
fieldhash my %peer;
sub new { my ($c, $n) = @_; return bless \$n, $c }
sub link { my ($x, $y) = @_; $peer{$x} = $y; $peer{$y} = $x; return }
package App;
sub work { my (undef, $n) = @_; my ($x, $y) = map { Obj->new("$n$_") } 1, 2; $x->link($y); return }
1;
