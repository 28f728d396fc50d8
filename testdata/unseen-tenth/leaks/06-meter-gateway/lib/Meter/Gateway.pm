package Meter::Gateway;
use Mojo::Base -base, -signatures;
use Mojo::Promise;
use Meter::Radio;

has 'radio'   => sub { Meter::Radio->new };
has 'timeout' => 0.006;
has 'stats'   => sub { {ok => 0, late => 0, timeout => 0} };

sub start ($self) {
  $self->{seq}     = 0;
  $self->{waiting} = {};
  $self->radio->on(frame => sub ($radio, $frame) { $self->_on_frame($frame) });
  return $self;
}

# Ask one meter for its count; rejected when it does not answer in time.
sub read_p ($self, $meter) {
  my $id = ++$self->{seq};
  my $answer = Mojo::Promise->new;
  $self->{waiting}{$id} = {meter => $meter, asked => time, answer => $answer};
  $self->radio->send({id => $id, meter => $meter, cmd => 'READ'});
  my $limit = Mojo::Promise->timeout($self->timeout => "meter $meter: no answer");
  return Mojo::Promise->race($answer, $limit)->catch(sub ($err) {
    $self->stats->{timeout}++;
    return Mojo::Promise->reject($err);
  });
}

sub _on_frame ($self, $frame) {
  my $entry = delete $self->{waiting}{$frame->{id}};
  return $self->stats->{late}++ unless $entry;
  $self->stats->{ok}++;
  $entry->{answer}->resolve({meter => $frame->{meter}, kwh => $frame->{kwh}});
}

1;
