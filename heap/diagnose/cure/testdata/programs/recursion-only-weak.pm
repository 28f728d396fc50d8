# cure: none
# words: weak copy of $tick
# not: __SUB__
package App;
use strict;
use warnings;
use Scalar::Util 'weaken';

# The registry is weak on purpose: what keeps the closure alive is that it
# holds itself, until it is told to stop.
my @registry;

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my $tick;
    $tick = sub { my $again = shift; $probe or die; return $again ? $tick->(0) : "tick $n" };
    push @registry, $tick;
    weaken($registry[-1] = $tick);
    return $n > 1 ? $registry[-2]->(1) : 'none';
}

1;
