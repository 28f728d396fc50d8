# cure: none
# words: {next}
# not: __SUB__
package App;
use strict;
use warnings;

# Only the sub is given away: a weak copy of $state would be gone.
sub counter {
    my $n = shift;
    my $probe = Probe->new;
    my $state = { n => $n };
    $state->{next} = sub { $probe or die; return $state->{n}++ };
    return $state->{next};
}

sub work {
    my ($class, $n) = @_;
    my $next = counter($n);
    $next->() for 1 .. 3;
    return $next->();
}

1;
