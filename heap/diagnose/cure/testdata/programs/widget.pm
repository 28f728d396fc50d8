# cure: weak copy of $self
package App::Widget;
use strict;
use warnings;

# use Scalar::Util 'weaken';
sub new { my ($class, %args) = @_; return bless { %args, on => {}, probe => Probe->new }, $class }
sub on   { my ($self, $name, $cb) = @_; push @{ $self->{on}{$name} }, $cb; return $self }
sub fire { my ($self, $name) = @_; return join ',', map { $_->($self) } @{ $self->{on}{$name} } }
sub n    { return $_[0]{n} }

sub prepare {
    my ($self) = @_;
    $self->on(click => sub {
        return 'clicked ' . $self->n;
    });
    return $self;
}

package App;
use Scalar::Util qw(weaken);

sub work {
    my ($class, $n) = @_;
    my $widget = App::Widget->new(n => $n)->prepare;
    weaken(my $copy = $widget);
    return $copy->fire('click');
}

1;
