package Finger::Server;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;

has 'staff';
has [qw(id port served)] => 0;

sub start ($self) {
    my $id = Mojo::IOLoop->server({address => '127.0.0.1'} => sub ($loop, $stream, $id) {
        my $buffer = '';
        $stream->timeout(30);
        $stream->on(read => sub ($stream, $bytes) {
            $buffer .= $bytes;
            return unless $buffer =~ s/^(\S*)\015?\012//;
            $stream->write($self->answer($1) => sub ($stream) { $stream->close_gracefully });
        });
    });
    $self->id($id);
    return $self->port(Mojo::IOLoop->acceptor($id)->port);
}

sub answer ($self, $login) {
    $self->served($self->served + 1);
    my @lines = $self->staff->card($login);
    @lines = "$login: no such person" unless defined $lines[0];
    return join('', map {"$_\015\012"} @lines);
}

sub stop ($self) { Mojo::IOLoop->remove($self->id); return $self }

1;
