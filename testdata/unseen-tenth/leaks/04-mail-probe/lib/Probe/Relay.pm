package Probe::Relay;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;

# Stand-in for the relays of the customers; listens on loopback.
has 'features' => sub { ['SIZE 35882577', '8BITMIME', 'PIPELINING', 'ENHANCEDSTATUSCODES'] };
has 'greeted' => 0;
has 'id';

sub listen ($self) {
  $self->id(Mojo::IOLoop->server({address => '127.0.0.1'} => sub ($loop, $stream, $id) {
    $self->greeted($self->greeted + 1);
    $stream->write("220 relay ESMTP\r\n");
    $stream->on(read => sub ($stream, $bytes) {
      if ($bytes =~ /^EHLO/) {
        my @f = @{$self->features};
        my $last = pop @f;
        $stream->write(join('', map {"250-$_\r\n"} @f) . "250 $last\r\n");
      }
      elsif ($bytes =~ /^QUIT/) {
        $stream->write("221 bye\r\n" => sub ($stream) { $stream->close });
      }
    });
  }));
  return Mojo::IOLoop->acceptor($self->id)->port;
}

1;
