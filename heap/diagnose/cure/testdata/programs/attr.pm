# cure: none
# words: {cbs}
use v5.36;
package App::Button {
    sub new ($class, %args) { return bless { %args, cbs => [], probe => Probe->new }, $class }
    sub click ($self) { return join '', map { $_->() } $self->{cbs}->@* }
    sub setup ($self, $extra = 1) {
        push $self->{cbs}->@*, sub { return $self->{n} + $extra };
        return $self;
    }
}
package App {
    sub work ($class, $n) { return App::Button->new(n => $n)->setup->click }
}
1;
