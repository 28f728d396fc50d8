# cure: Weaken $kid->{'parent'}
package App::N;
use strict; use warnings;
use Scalar::Util
    qw( blessed
        reftype );
sub new { my ($c, %a) = @_; bless { kids => [], p => Probe->new, %a }, $c }
sub add { my ($self, $kid) = @_; push @{ $self->{kids} }, $kid; $kid->{'parent'} = $self; # up
    return $self }
sub n { $_[0]{n} }
package App; sub work { my ($c, $n) = @_; my $t = App::N->new(n => $n); $t->add(App::N->new(n => 1)); return join ',', map { $_->{parent}->n } @{ $t->{kids} } }
1;
