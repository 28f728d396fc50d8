package Gateway::Server;
use strict;
use warnings;
use AnyEvent;
use AnyEvent::Socket qw(tcp_server);
use AnyEvent::Handle;
use Gateway::Frame;

# Field devices dial in, say HELLO, send a handful of readings and hang up.

sub new {
    my ($class, %arg) = @_;
    return bless {
        host     => $arg{host} // '127.0.0.1',
        on_value => $arg{on_value} || sub { },
        conn     => {},
        serial   => 0,
        stats    => { accepted => 0, rejected => 0, readings => 0 },
    }, $class;
}

sub start {
    my ($self, $ready) = @_;
    $self->{guard} = tcp_server $self->{host}, undef, sub {
        my ($fh, $host, $port) = @_;
        $self->_accept($fh, "$host:$port");
    }, sub { $ready->($_[2]); 0 };
}

sub _accept {
    my ($self, $fh, $peer) = @_;
    my $id   = ++$self->{serial};
    my $conn = { id => $id, peer => $peer, since => AE::now, values => [], device => undef };
    $self->{conn}{$id} = $conn;
    $self->{stats}{accepted}++;
    $conn->{handle} = AnyEvent::Handle->new(
        fh       => $fh,
        timeout  => 30,
        on_error => sub { my ($h) = @_; $h->destroy; $self->_closed($id) },
        on_eof   => sub { my ($h) = @_; $h->destroy; $self->_closed($id) },
        on_read  => sub { $_[0]->push_read(line => sub { $self->_line($conn->{id}, $_[1]) }) },
    );
}

sub _line {
    my ($self, $id, $line) = @_;
    my $conn  = $self->{conn}{$id} or return;
    my $frame = Gateway::Frame->parse($line);
    return $self->_reject($conn, 'malformed') unless $frame;
    if ($frame->{type} eq 'HELLO') {
        $conn->{device} = $frame->{device};
        return $conn->{handle}->push_write("OK\n");
    }
    return $self->_reject($conn, 'no hello') unless $conn->{device};
    push @{ $conn->{values} }, $frame->{value};
    $self->{stats}{readings}++;
    $self->{on_value}->($conn->{device}, $frame->{value});
}

# a device that does not keep to the protocol is cut off at once
sub _reject {
    my ($self, $conn, $why) = @_;
    $self->{stats}{rejected}++;
    $conn->{reason} = $why;
    $conn->{handle}->destroy;
    return;
}

sub _closed {
    my ($self, $id) = @_;
    delete $self->{conn}{$id};
    return;
}

1;
