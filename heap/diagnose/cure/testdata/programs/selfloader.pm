# cure: none
# words: $walk
package App;
use strict;
use warnings;
use SelfLoader;

1;
__DATA__

sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my $walk;
    $walk = sub {
        my $depth = shift;
        $probe or die;
        return $depth > 0 ? 1 + $walk->($depth - 1) : $n;
    };
    return $walk->(3);
}
