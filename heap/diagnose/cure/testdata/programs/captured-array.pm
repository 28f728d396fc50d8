# cure: none
# words: empty @steps when it is no longer needed
# words: a weak reference to it (weaken(my $weak = \@steps))
# not: __SUB__
package App;
use strict;
use warnings;

sub work {
    my ($class, $n) = @_;
    my @steps = ($n, Probe->new);
    push @steps, sub { return 'step ' . $steps[0] };
    return $steps[-1]->();
}

1;
