package Auction::Lot;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

has [qw(no title start)];
has left => 5;
has bids => sub { [] };
has 'house', undef, weak => 1;

sub price ($self) { return @{$self->bids} ? $self->bids->[-1]{amount} : $self->start }

sub bid ($self, $who, $amount) {
  return if $amount <= $self->price;
  push @{$self->bids}, {who => $who->name, amount => $amount, at => $self->left};
  $self->emit(bid => $who, $amount);
  return 1;
}

sub close ($self) {
  $self->emit(closed => $self->bids->[-1]);
  $self->unsubscribe('bid')->unsubscribe('closed');
}

1;
