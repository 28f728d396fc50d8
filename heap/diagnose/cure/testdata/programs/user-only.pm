# cure: none
package App::Room; use strict; use warnings;
sub new { my ($c, $n) = @_; bless { n => $n, users => {}, probe => Probe->new }, $c }
sub add { my ($self, $user) = @_; $self->{users}{$user->{name}} = $user; $user->{room} = $self; return $user }
package App::User; sub new { my ($c, $name) = @_; bless { name => $name }, $c }
package App;
our @users;
sub work { my (undef, $n) = @_; my $u = App::Room->new($n)->add(App::User->new("u$n")); push @users, $u; shift @users if @users > 3; return join ',', map { $_->{room}{n} } @users }
1;
