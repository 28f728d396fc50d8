package Auction::Lot;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

has number => undef;
has title  => '';
has price  => 10;
has leader => undef;

sub bid ($self, $visitor, $amount) {
    return 0 if $amount <= $self->price;
    $self->price($amount)->leader($visitor->name);
    $self->emit(raised => $visitor, $amount);
    return 1;
}

sub hammer ($self) {
    $self->emit(sold => $self->leader, $self->price);
    $self->unsubscribe('raised')->unsubscribe('sold');
    return $self;
}

1;
