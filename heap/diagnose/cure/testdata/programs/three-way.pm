# cure: Weaken $user->{room}
package App::Room; use strict; use warnings;
sub new { my ($c, $n) = @_; bless { n => $n, users => {}, probe => Probe->new }, $c }
sub join { my ($self, $user) = @_; $self->{users}{$user->{name}} = $user; $user->{room} = $self; return }
package App::User; sub new { my ($c, $name) = @_; bless { name => $name }, $c }
package App;
sub work { my (undef, $n) = @_; my $r = App::Room->new($n); $r->join(App::User->new("u$_")) for 1 .. 2; return join ',', map { "$_->{name}\@$_->{room}{n}" } sort { $a->{name} cmp $b->{name} } values %{ $r->{users} } }
1;
