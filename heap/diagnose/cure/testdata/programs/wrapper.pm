# cure: weak copy of $self
# words: do the same for $self in the closure at App.pm line
package App::Req;
use strict; use warnings;
sub new { my ($class, %a) = @_; my $self = bless { %a, probe => Probe->new }, $class; $self->_init; $self }
sub _init {
    my ($self) = @_;
    $self->{handlers} = {
        ok   => sub { $self->{state} = 'ok' },
        fail => sub { $self->{state} = 'fail' },
    };
    return;
}
sub run { my $self = shift; $self->{handlers}{ $self->{n} % 2 ? 'ok' : 'fail' }->(); return $self->{state} }
package App;
sub work { my (undef, $n) = @_; return App::Req->new(n => $n)->run }
1;
