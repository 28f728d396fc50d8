# cure: none
package App::It;
use strict; use warnings;
sub new { my ($c, $n) = @_; return bless { n => $n, i => 0, probe => Probe->new }, $c }
sub iter {
    my $self = shift;
    $self->{it} = sub { $self->{i}++ < 3 ? $self->{n} : undef };
}
package App;
sub work { my (undef, $n) = @_; my $it = App::It->new($n)->iter; my @r; while (defined(my $x = $it->())) { push @r, $x } return "@r" }
1;
