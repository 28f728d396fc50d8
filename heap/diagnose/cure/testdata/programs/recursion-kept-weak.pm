# cure: none
package App; use v5.36; use Scalar::Util 'weaken';
our @queue;
sub work ($, $n) {
    my $probe = Probe->new;
    my $tick; my $count = 0;
    $tick = sub { $probe->x if 0; return "$n-$count" if $count++ > 3; push @queue, $tick; weaken($queue[-1]); return };
    $tick->();
    my $said;
    while (my $next = shift @queue) { $said = $next->() // $said }
    return $said // 'nothing';
}
1;
