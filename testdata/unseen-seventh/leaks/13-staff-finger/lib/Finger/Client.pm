package Finger::Client;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;

has 'port';
has timeout => 10;

sub finger ($self, $login, $cb) {
    Mojo::IOLoop->client({address => '127.0.0.1', port => $self->port} => sub ($loop, $error, $stream) {
        return $cb->($error, undef) if $error;
        $self->_converse($stream, $login, $cb);
    });
    return $self;
}

sub _converse ($self, $stream, $login, $cb) {
    my $answer = '';
    $stream->timeout($self->timeout);
    $stream->on(read => sub ($stream, $bytes) { $answer .= $bytes });
    $self->_on_end($stream, sub ($error) { $cb->($error, $answer) });
    $stream->write("$login\015\012");
    return;
}

sub _on_end ($self, $stream, $done) {
    for my $event (qw(close error timeout)) {
        $stream->unsubscribe($event);
    }
    $stream->once(close   => sub ($stream) { $done->(undef) });
    $stream->once(error   => sub ($stream, $error) { $done->($error) });
    $stream->once(timeout => sub ($stream) { $done->('timeout') });
    return;
}

1;
