package App;
use strict; use warnings;
my %seen; my $count = 0;
sub work {
    my (undef, $n) = @_;
    $seen{"id-$n-" . $n * 7} = 1;
    if (++$count >= 1500) { %seen = (); $count = 0 }
    return;
}
1;
