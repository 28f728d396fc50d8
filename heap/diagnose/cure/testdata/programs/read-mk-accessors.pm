# cure: none
package App::Accessor; use strict; use warnings;
sub mk { my ($c, @f) = @_; for my $f (@f) { no strict 'refs'; *{$c . "::$f"} = sub { my $s = shift; return $s->{$f} } } }
package App::Widget; our @ISA = 'App::Accessor';
__PACKAGE__->mk(qw(n cb));
sub new { my ($c, $n) = @_; my $self = bless { n => $n, probe => Probe->new }, $c; $self->{cb} = sub { $self->{n} + 1 }; return $self }
package App;
sub work { my (undef, $n) = @_; my $cb = App::Widget->new($n)->cb; return $cb->() // 'nothing' }
1;
