package PaymentGate::Bank;
use strict;
use warnings;
use Exception::Class (
    'PaymentGate::X'          => { fields => ['order_id'] },
    'PaymentGate::X::Timeout' => { isa    => 'PaymentGate::X' },
);

sub new {
    my ($class, %arg) = @_;
    return bless {%arg}, $class;
}

sub charge {
    my ($self, $order) = @_;
    my $xml = '<charge card="' . $order->{card} . '">'
        . join('', map { qq{<line seat="$_->{seat}" cent="$_->{cent}"/>} } @{ $order->{lines} })
        . '</charge>';
    return $self->_send($order->{id}, $xml);
}

sub _send {
    my ($self, $id, $xml) = @_;
    if (rand() < $self->{trouble}) {
        PaymentGate::X::Timeout->throw(message => 'no answer from the bank', order_id => $id);
    }
    return { state => 'paid', bytes => length $xml };
}

1;
