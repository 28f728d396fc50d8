# cure: none
package App::Widget; use strict; use warnings;
for my $f (qw(n cb)) { no strict 'refs'; *{"App::Widget::$f"} = sub { my $s = shift; return $s->{$f} } }
sub new { my ($c, $n) = @_; my $self = bless { n => $n, probe => Probe->new }, $c; $self->{cb} = sub { $self->{n} + 1 }; return $self }
package App;
sub work { my (undef, $n) = @_; my $cb = App::Widget->new($n)->cb; return $cb->() // 'nothing' }
1;
