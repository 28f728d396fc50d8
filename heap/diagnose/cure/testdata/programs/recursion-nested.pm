# cure: weak copy of $walk
# words: weak copy of $walk
# not: __SUB__
package App;
use strict;
use warnings;

my @later;

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my ($walk, $said);
    $walk = sub {
        my $depth = shift;
        $probe or die;
        $said .= "$n-$depth ";
        push @later, sub { $walk->($depth - 1) } if $depth > 0;
    };
    $walk->(3);
    while (my $next = shift @later) { $next->() }
    return $said;
}

1;
