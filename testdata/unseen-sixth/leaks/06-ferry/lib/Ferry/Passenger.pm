package Ferry::Passenger;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

has [qw(ticket line since)];
has patience => sub { int rand 4 };
has messages => sub { [] };
has 'subscriptions';

sub tell ($self, $text) {
  push @{$self->messages}, $text;
  $self->emit(message => $text);
}

sub board_ship ($self) { $self->emit(finish => 'boarded') }

1;
