package Depot::Server;
use strict;
use warnings;
use AnyEvent::Socket;
use AnyEvent::Handle;

# Line protocol of the scanners: "SHELF s" -> "*n" and then n lines.
sub start {
  my ($class, $store, $cb) = @_;
  my %conn;
  return tcp_server '127.0.0.1', 0, sub {
    my ($fh) = @_;
    my $h; $h = AnyEvent::Handle->new(
      fh       => $fh,
      on_error => sub { delete $conn{$_[0]}; $_[0]->destroy },
      on_eof   => sub { delete $conn{$_[0]}; $_[0]->destroy },
      on_read  => sub {
        $_[0]->push_read(line => sub {
          my ($h, $line) = @_;
          my ($cmd, $arg) = split ' ', $line;
          if ($cmd eq 'SHELF') {
            my @a = $store->shelf($arg);
            $h->push_write(join '', '*' . @a . "\n", map { $store->article($_)->{text} . "\n" } @a);
          }
          else { $h->push_write("-unknown $cmd\n") }
        });
      },
    );
    $conn{$h} = $h;
  }, sub { $cb->($_[2]); 10 };
}

1;
