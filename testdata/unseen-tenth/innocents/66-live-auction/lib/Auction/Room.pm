package Auction::Room;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

# One lot after the other; emits "bid" and "sold".
has 'lot'   => 1;
has 'price' => 10;
has 'sold'  => sub { [] };

sub bid ($self, $who, $amount) {
  return 0 if $amount <= $self->price;
  $self->price($amount);
  $self->{leader} = $who;
  $self->emit(bid => {lot => $self->lot, who => $who, amount => $amount});
  return 1;
}

sub hammer ($self) {
  my $result = {lot => $self->lot, to => $self->{leader} // 'nobody', price => $self->price};
  push @{$self->sold}, $result;
  shift @{$self->sold} while @{$self->sold} > 12;
  $self->emit(sold => $result);
  $self->lot($self->lot + 1)->price(10);
  return $result;
}

1;
