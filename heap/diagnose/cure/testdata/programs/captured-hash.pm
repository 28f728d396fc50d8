# cure: none
# words: empty %on when it is no longer needed
# words: a weak reference to it (weaken(my $weak = \%on))
# not: __SUB__
package App;
use strict;
use warnings;

sub work {
    my ($class, $n) = @_;
    my %on = (n => $n, probe => Probe->new);
    $on{again} = sub { return 'again ' . $on{n} };
    return $on{again}->();
}

1;
