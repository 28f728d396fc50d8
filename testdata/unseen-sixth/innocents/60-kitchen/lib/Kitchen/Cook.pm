package Kitchen::Cook;
use strict;
use warnings;
use base qw(IO::Async::Notifier);
use Scalar::Util qw(weaken);

sub _init {
    my ($self, $params) = @_;
    $self->{dishes} = 0;
    return $self->SUPER::_init($params);
}

sub configure {
    my ($self, %p) = @_;
    for (qw(name pass)) { $self->{$_} = delete $p{$_} if exists $p{$_} }
    return $self->SUPER::configure(%p);
}

sub _add_to_loop {
    my ($self, $loop) = @_;
    $self->_turn;
}

# one dish a turn
sub _turn {
    my ($self) = @_;
    weaken(my $weak = $self);
    if (my $order = $self->{order} ||= $self->{pass}->next_order) {
        $self->{dishes}++ if $order->cook_one;
        delete $self->{order} unless $order->todo;
    }
    $self->loop->later(sub { $weak->_turn if $weak && $weak->loop });
}

1;
