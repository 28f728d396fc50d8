# cure: none
package App::Widget; use strict; use warnings;
sub new { my ($c, $n) = @_; my $self = bless { n => $n, probe => Probe->new }, $c; $self->{cb} = sub { $self->{n} + 1 }; return $self }
sub both { my $self = shift; return @{$self}{qw(n cb)} }
sub by { my ($self, $k) = @_; return $self->{$k} }
package App;
sub work { my (undef, $n) = @_; my (undef, $cb) = App::Widget->new($n)->both; return $cb->() // 'nothing' }
1;
