# cure: none
# words: remove the closure from the field $cb of App::Job
# words: let the closure capture a weak copy of it
# needs: feature=class
package App;
use v5.38;
use experimental 'class';

class App::Job {
    field $n :param;
    field $probe = Probe->new;
    field $cb;
    ADJUST {
        $cb = sub { return 'job ' . $self->n };
    }
    method n { return $n }
    method go { return $cb->() }
}

sub work ($class, $n) { return App::Job->new(n => $n)->go }

1;
