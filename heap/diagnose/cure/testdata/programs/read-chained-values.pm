# cure: none
package App::Widget; use strict; use warnings;
sub new { my ($c, $n) = @_; my $self = bless { n => $n, probe => Probe->new }, $c; $self->{cb} = sub { $self->{n} + 1 }; return $self }
sub all { my $self = shift; return grep { ref eq 'CODE' } values %$self }
package App;
sub work { my (undef, $n) = @_; my ($cb) = App::Widget->new($n)->all; return $cb->() // 'nothing' }
1;
