package Label::Client;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;
use Mojo::Promise;

has port    => undef;
has timeout => 10;

sub send_p ($self, $label) {
    my $promise = Mojo::Promise->new;
    Mojo::IOLoop->client({port => $self->port, address => '127.0.0.1'} => sub ($loop, $err, $stream) {
        return $promise->reject($err) if $err;
        my $reply = '';
        $stream->timeout($self->timeout);
        $stream->on(read  => sub ($stream, $bytes) { $reply .= $bytes; $self->_answer($stream, $promise, \$reply) });
        $stream->on(error => sub ($stream, $message) { $promise->reject($message) });
        $stream->on(close => sub ($stream) { $promise->reject('hung up') });
        $stream->write("$label\n");
    });
    return $promise;
}

sub _answer ($self, $stream, $promise, $reply) {
    return unless $$reply =~ /\A(\w+) ?(\d*)\n/;
    my ($word, $number) = ($1, $2);
    # what comes from now on is not our business: no "hung up" after the answer
    $stream->unsubscribe($_) for qw(read error close);
    $stream->close;
    return $word eq 'DONE' ? $promise->resolve($number) : $promise->reject(lc $word);
}

1;
