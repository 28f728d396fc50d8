# cure: weak copy of $self
package App::Server;
use strict; use warnings;
sub new { my $class = shift; my %a = @_; my $self = bless \%a, $class; $self->{probe} = Probe->new; $self->{log} = sub { $self->{lines}++; return }; return $self }
sub run { my ($self) = @_; $self->{log}->() for 1 .. 3; return $self->{lines} + $self->{n} }
package App;
sub work { my (undef, $n) = @_; return App::Server->new(n => $n)->run }
1;
