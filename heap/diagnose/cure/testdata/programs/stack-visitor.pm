# cure: none
# words: %visit
# not: __SUB__
package App;
use strict; use warnings;
use List::Util 'sum';
sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my %visit;
    my $tree = [1, [2, 3], [[4]]];
    %visit = (
        ARRAY => sub { $probe or die; return map { $visit{ ref($_) || 'LEAF' }->($_) } @{ $_[0] } },
        LEAF  => sub { return $_[0] * $n },
    );
    return sum($visit{ARRAY}->($tree));
}
1;
