package Quiz::Crowd;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;

has 'port';
has here => sub { {} };

sub arrive ($self) {
  Mojo::IOLoop->client({address => '127.0.0.1', port => $self->port} => sub ($loop, $err, $stream) {
    return if $err;
    my $key = fileno $stream->handle;
    $self->here->{$key} = $stream;
    $stream->timeout(0);
    $stream->on(close => sub { delete $self->here->{$key} });
    $stream->on(read  => sub ($stream, $bytes) {
      my ($no) = $bytes =~ /Q(\d+)/ or return;
      $stream->write("$no:" . (rand() < 0.7 ? $no**2 : int rand 1000) . "\n");
    });
  });
}

sub go_home ($self) {
  my ($tired) = sort { $a <=> $b } keys %{$self->here} or return;
  $self->here->{$tired}->close;
}

1;
