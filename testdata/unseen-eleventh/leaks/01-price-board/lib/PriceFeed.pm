package PriceFeed;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

has symbols => sub { [] };
has depth   => 200;
has tape    => sub { [] };
has last    => sub { {} };

# One step of a random walk for one of the symbols
sub tick ($self) {
    my $names  = $self->symbols;
    my $symbol = $names->[rand @$names];
    my $price  = ($self->last->{$symbol} // 100) + rand(2) - 1;
    $self->last->{$symbol} = $price;

    my $tape = $self->tape;
    push @$tape, {symbol => $symbol, price => $price, at => time};
    shift @$tape while @$tape > $self->depth;

    $self->emit(quote => $symbol, $price);
    return $price;
}

1;
