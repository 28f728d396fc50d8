# cure: Use __SUB__ for $
package App;
use strict; use warnings;

sub work {
    my ($class, $n) = @_;
    my $p = Probe->new;
    my $w;

=pod

    $w = sub { use feature 'current_sub'; __SUB__ };

=cut

    $w = sub {
        my $d = shift;

=for comment

        $w->(1);

=cut

        $p or die;
        return $d > 0 ? 1 + $w->($d - 1) : $n;
    };
    return $w->(2);
}
1;
