# cure: none
# words: if something else holds the object in $self
# needs: Mojo::EventEmitter
package App::Poller;
use Mojo::Base 'Mojo::EventEmitter', -signatures;
has 'n';
has probe => sub { Probe->new };
has 'timer';
sub start ($self) {
    $self->probe;
    $self->on(tick => sub ($e, $by) { $self->n($self->n + $by) });
    return $self;
}
package App;
sub work {
    my ($class, $n) = @_;
    my $p = App::Poller->new(n => $n)->start;
    $p->emit(tick => 3);
    return $p->n;
}
1;
