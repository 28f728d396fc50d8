package Quotes::Feed;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

# Random walk of commodity prices; emits "tick" whenever a price moves.
has 'symbols' => sub { [qw(WHEAT CORN SOY OATS RICE COCOA SUGAR)] };
has 'last'    => sub { {} };

sub start ($self) {
  $self->last->{$_} = 100 + length($_) * 3 for @{$self->symbols};
  return $self;
}

sub move ($self) {
  my $sym = $self->symbols->[rand @{$self->symbols}];
  my $price = $self->last->{$sym} += (rand() - 0.5);
  $self->emit(tick => $sym, sprintf '%.3f', $price);
  return $sym;
}

1;
