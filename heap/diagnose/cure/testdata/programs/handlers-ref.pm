# cure: weak copy of $on
# not: __SUB__
package App;
use strict;
use warnings;

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my $on = { n => $n };
    $on->{start} = sub { $probe or die; return $on->{n} };
    return $on->{start}->();
}

1;
