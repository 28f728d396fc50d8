package Ticker::Bus;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

has last  => sub { {} };    # last price and the short history of each paper
has depth => 25;

sub publish ($self, $paper, $price) {
    my $last = $self->last->{$paper} //= { history => [] };
    $last->{price} = $price;
    push @{ $last->{history} }, $price;
    splice @{ $last->{history} }, 0, -$self->depth if @{ $last->{history} } > $self->depth;
    return $self->emit(price => $paper, $price);
}

sub known ($self) { return scalar keys %{ $self->last } }

1;
