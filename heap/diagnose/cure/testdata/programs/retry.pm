# cure: weak copy of $retry
# not: __SUB__
package App;
use strict; use warnings;
my @loop;
sub try (&;@) { my ($try, @h) = @_; my @r = eval { $try->() }; if ($@) { local $_ = $@; return $h[0]->() } @r }
sub catch (&;@) { @_ }
sub later { push @loop, @_ }
sub work {
    my ($class, $n) = @_;
    my $probe = Probe->new;
    my $left = 3;
    my $said = '';
    my $retry;
    $retry = sub {
        $probe or die;
        try { $said .= "try$left "; die "again\n" if --$left; $said .= "ok $n" }
        catch { later($retry) };
    };
    $retry->();

    while (my $next = shift @loop) { $next->() }
    return $said;
}
1;
