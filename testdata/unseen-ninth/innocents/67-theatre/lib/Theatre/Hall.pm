package Theatre::Hall;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

has seats => sub { [ map { [ (0) x 30 ] } 1 .. 20 ] };

sub take ($self, $row, $seat, $who) {
    return 0 if $self->seats->[$row][$seat];
    $self->seats->[$row][$seat] = $who;
    $self->emit(taken => $row, $seat, $who);
    return 1;
}

sub release ($self, $row, $seat) {
    $self->seats->[$row][$seat] = 0;
    $self->emit(free => $row, $seat);
}

sub clear ($self) {
    @$_ = (0) x 30 for @{ $self->seats };
    $self->emit('curtain');
}

1;
