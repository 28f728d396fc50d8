# cure: none
# words: weaken one of these where it is set
# words: ADJUST { Scalar::Util::weaken($parent) }
# needs: feature=class
use v5.36;
use feature 'class';
no warnings;

class App::Child {
    field $parent :param;
    field $probe = Probe->new;
    method name { return 'child of ' . $parent->n }
}

class App::Parent {
    field $n :param;
    field @children;
    method n { return $n }
    method add {
        push @children, App::Child->new(parent => $self);
        return $self;
    }
    method names { return join ',', map { $_->name } @children }
}

package App;

sub work {
    my ($class, $n) = @_;
    return App::Parent->new(n => $n)->add->names;
}

1;
