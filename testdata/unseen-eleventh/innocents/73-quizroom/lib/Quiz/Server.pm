package Quiz::Server;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;
use Scalar::Util qw(weaken);
use Quiz::Player;

has chairs  => 50;
has refused => 0;
has by_name => sub { {} };
has round   => 0;

sub listen ($self) {
  weaken $self;
  my $id = Mojo::IOLoop->server({address => '127.0.0.1'} => sub ($loop, $stream, $id) {
    if ($self->players >= $self->chairs) {
      $self->refused($self->refused + 1);
      return $stream->close;
    }
    $self->seat($stream);
  });
  return Mojo::IOLoop->acceptor($id)->port;
}

sub seat ($self, $stream) {
  my $player = Quiz::Player->new(name => "player" . fileno $stream->handle);
  weaken($self->by_name->{$player->name} = $player);
  $stream->timeout(0);
  $stream->on(read  => sub ($stream, $bytes) { $player->answer($_) for split /\n/, $bytes });
  $stream->on(close => sub { undef $player });
  $player->on_gone(sub ($p) { delete $self->by_name->{$p->name} });
  $player->on_question(sub ($q) { $stream->write("$q\n") });
}

sub players ($self) { return scalar keys %{$self->by_name} }

sub ask ($self) {
  my $n = $self->round($self->round + 1)->round;
  return if $n % 20;
  $_->question("Q$n: what is $n squared?") for grep {defined} values %{$self->by_name};
}

1;
