# cure: none
package App::Emitter; use strict; use warnings;
sub new { my ($c, $n) = @_; return bless { n => $n, ev => {}, probe => Probe->new }, $c }
sub on { my ($self, $e, $cb) = @_; push @{ $self->{ev}{$e} }, $cb; return }
sub handlers { my ($self, $e) = @_; return @{ $self->{ev}{$e} } }
package App;
sub make { my $n = shift; my $w = App::Emitter->new($n); $w->on(x => sub { $w->{n} + 1 }); return $w->handlers('x') }
sub work { my (undef, $n) = @_; my ($cb) = make($n); return $cb->() // 'nothing' }
1;
