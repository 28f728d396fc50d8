# cure: Use __SUB__ for $
package App;
use strict; use warnings;
sub work { # } not the end
    my ($class, $n) = @_;
    my $p = Probe->new;
    my # odd
      $w # odd; my $w;
      ;
    $w # = undef
      = # sub {
      sub # {
      { # first
        my $d = shift; # $w->()
        $p or die;
        return $d > 0 ? 1 + $w # call
          ->( # args
            $d - 1 ) : $n;
      }; # done
    return $w->(2);
}
1;
