package AuctionRoom::House;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

# The house keeps the lots with their best bids and tells the room about bids.
has lots  => 0;
has best  => sub { {} };
has taken => 0;

sub bid ($self, $lot, $name, $amount) {
    my $best = $self->best->{$lot};
    return if $best && $best->{amount} >= $amount;
    my $bid = { lot => $lot, bidder => $name, amount => $amount };
    $self->best->{$lot} = $bid;
    $self->taken($self->taken + 1);
    $self->emit("lot$lot" => $bid);
    return $bid;
}

sub summary ($self) {
    return sprintf '%d bids on %d lots', $self->taken, scalar keys %{ $self->best };
}

1;
