# cure: weak copy of $seek
# not: __SUB__
package App;
use strict;
use warnings;
use List::Util qw(first sum0);

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my $seek; $seek = sub { my $at = shift; $probe or die; return $at unless $at > 0; return (first { $seek->($_ - 1) >= 0 } $at) // 0 };
    return "$n " . $seek->(3) . ' ' . sum0(1, 2);
}

1;
