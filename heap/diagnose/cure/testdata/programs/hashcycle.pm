# cure: none
# words: one of the two references
package App;
use strict; use warnings;
sub work {
    my ($class, $n) = @_;
    my %conf = (n => $n, probe => Probe->new);
    $conf{section}{top} = \%conf;
    return $conf{section}{top}{n};
}
1;
