package Probe::Client;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;
use Mojo::Promise;

# A small SMTP client: greets the relay, asks for its features, says QUIT.
has 'helo' => 'probe.example';
has 'port';

sub probe_p ($self, $relay) {
  my $promise = Mojo::Promise->new;
  Mojo::IOLoop->client(
    {address => '127.0.0.1', port => $self->port} => sub ($loop, $err, $stream) {
      return $promise->reject("$relay: $err") if $err;
      my $state = {relay => $relay, step => 0, features => [], buf => ''};
      $stream->timeout(0);
      $stream->on(read => sub ($stream, $bytes) {
        $state->{buf} .= $bytes;
        while ($state->{buf} =~ s/^([^\r\n]*)\r?\n//) {
          my $line = $1;
          $self->_line($stream, $state, $line) or next;
          $self->_hang_up($stream);
          $promise->resolve({relay => $relay, features => $state->{features}});
        }
      });
      $stream->on(error => sub ($stream, $err) { $promise->reject("$relay: $err") });
      $stream->on(close => sub ($stream) { $promise->reject("$relay: connection lost") });
    }
  );
  return $promise;
}

sub _line ($self, $stream, $state, $line) {
  if ($state->{step} == 0 and $line =~ /^220/) {
    $state->{step} = 1;
    $stream->write("EHLO @{[$self->helo]}\r\n");
  }
  elsif ($line =~ /^250([- ])(.+)/) {
    push @{$state->{features}}, $2;
    if ($1 eq ' ') { $stream->write("QUIT\r\n"); $state->{step} = 2 }
  }
  elsif ($line =~ /^221/) { return 1 }
  return 0;
}

# The talk is over: whatever the connection does now is no error for us.
sub _hang_up ($self, $stream) {
  $stream->unsubscribe($_) for qw(read error close);
  $stream->close;
}

1;
