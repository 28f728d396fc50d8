# cure: none
# words: %on
# not: __SUB__
package App;
use strict;
use warnings;

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my %on;
    $on{start} = sub { $probe or die; $on{stop}->(@_) };
    $on{stop}  = sub { return "stopped $n" };
    return $on{start}->();
}

1;
