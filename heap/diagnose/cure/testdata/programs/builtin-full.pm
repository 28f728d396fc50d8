# cure: weak copy of $self
package App::Widget;
use v5.36;

sub new ($class, %args) { return bless { %args, probe => Probe->new }, $class }
sub n ($self)           { return $self->{n} }

sub watch ($self, $other) {
    no warnings 'experimental::builtin';
    $self->{other} = $other;
    builtin::weaken($self->{other});
    return;
}

sub prepare ($self) {
    $self->{cb} = sub { return 'called ' . $self->n };
    return $self;
}

package App;

sub work {
    my ($class, $n) = @_;
    my $widget = App::Widget->new(n => $n)->prepare;
    $widget->watch([$n]);
    return $widget->{cb}->();
}

1;
