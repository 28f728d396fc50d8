# cure: weak copy of $self
package App::W;
use strict;
use warnings;
sub new {
	my ($class, %a) = @_;
	my $self = bless { %a, p => Probe->new }, $class;
	# the handler
	$self->{on}{x} = [ sub { $self->hit(@_) }, # first
		sub { my ($s) = @_; return "$self->{n}$s" } ];
	return $self;
}
sub hit { return $_[0]{n} . ($_[1] // '') }
sub go { my ($self) = @_; return join '', map { $_->(1) } @{ $self->{on}{x} } }
package App; sub work { my ($c, $n) = @_; return App::W->new(n => $n)->go }
1;
__END__
use Scalar::Util 'weaken';
