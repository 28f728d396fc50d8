# cure: none
# words: {click}[…] of App::Widget
# words: let the closure capture a weak copy of it
# needs: Object::Pad
package App;
use v5.36;
use Object::Pad;

class App::Widget {
    field $n :param;
    field $probe = Probe->new;
    field %on;
    method on ($name, $cb) { push @{ $on{$name} }, $cb; return $self }
    method fire ($name) { return join ',', map { $_->() } @{ $on{$name} } }
    method n { return $n }
    method prepare {
        $self->on(click => sub { return 'clicked ' . $self->n });
        return $self;
    }
}

sub work {
    my ($class, $n) = @_;
    my $widget = App::Widget->new(n => $n)->prepare;
    return $widget->fire('click');
}

1;
