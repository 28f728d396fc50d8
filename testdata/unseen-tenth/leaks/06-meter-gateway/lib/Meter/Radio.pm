package Meter::Radio;
use Mojo::Base 'Mojo::EventEmitter', -signatures;
use Mojo::IOLoop;

# Simulates the radio net: most meters answer soon, some sit in a cellar
# and answer only now and then.
has 'delay' => 0.001;
has 'sent'  => 0;

sub send ($self, $frame) {
  $self->sent($self->sent + 1);
  return if $frame->{meter} % 4 == 3 and $self->sent % 3;
  Mojo::IOLoop->timer($self->delay => sub {
    $self->emit(frame => {id => $frame->{id}, meter => $frame->{meter}, kwh => 1000 + $frame->{meter} * 1.5});
  });
}

1;
