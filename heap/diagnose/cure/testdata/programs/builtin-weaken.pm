# cure: weak copy of $self
package App::Widget;
use strict;
use warnings;
use builtin 'weaken';
no warnings 'experimental::builtin';

sub new { my ($class, %args) = @_; return bless { %args, probe => Probe->new }, $class }
sub n   { return $_[0]{n} }

sub prepare {
    my ($self) = @_;
    weaken(my $other = $self);
    $self->{cb} = sub { return 'called ' . $self->n };
    return $other;
}

package App;

sub work {
    my ($class, $n) = @_;
    my $widget = App::Widget->new(n => $n);
    $widget->prepare;
    return $widget->{cb}->();
}

1;
