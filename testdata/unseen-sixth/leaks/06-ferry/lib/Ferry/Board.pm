package Ferry::Board;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

# The big board at the quay. Events: delay, gate, depart

has lines   => sub { [] };
has sailing => sub { {} };

sub delay ($self, $line, $minutes) {
  $self->sailing->{$line}{delay} = $minutes;
  return $self->emit(delay => $line, $minutes);
}

sub gate ($self, $line, $gate) {
  $self->sailing->{$line}{gate} = $gate;
  return $self->emit(gate => $line, $gate);
}

sub depart ($self, $line) {
  my $s = $self->sailing->{$line} //= {};
  $s->{count}++;
  delete $s->{delay};
  return $self->emit(depart => $line, $s->{count});
}

1;
