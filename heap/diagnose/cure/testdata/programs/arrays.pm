# line: 9
# cure: none
# words: weaken one of the two references ([…][…] of an ARRAY)
# words: clear one
package App;
use strict;
use warnings;

sub work {
    my ($class, $n) = @_;
    my $left  = [Probe->new];
    my $right = [$left];
    push @$left, $right;
    return scalar(@$left) . $n;
}

1;
