# cure: none
# words: capture a weak copy
# not: weaken the field
# needs: feature=class
package App;
use v5.38;
use experimental 'class';

class App::Timer {
    field $n :param;
    field $probe = Probe->new;
    field $tick;
    method start {
        my $self2 = $self;
        $tick = method { return $probe ? $self2->n : 0 };
        return $self->$tick;
    }
    method n { return $n }
}

sub work ($class, $n) { return App::Timer->new(n => $n)->start }

1;
