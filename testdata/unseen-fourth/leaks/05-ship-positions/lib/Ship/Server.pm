package Ship::Server;
use strict;
use warnings;
use AnyEvent;
use AnyEvent::Handle;
use AnyEvent::Socket;
use Scalar::Util qw(weaken);

sub new {
    my ($class, %arg) = @_;
    return bless { chart => $arg{chart}, conn => {}, lines => 0, total => 0 }, $class;
}

sub listen {
    my $self = shift;
    weaken(my $weak = $self);
    my $port;
    $self->{guard} = tcp_server '127.0.0.1', undef, sub { $weak->accepted(@_) }, sub { $port = $_[2]; return };
    return $port;
}

sub accepted {
    my ($self, $fh, $host, $peer_port) = @_;
    my $id = ++$self->{total};
    weaken $self;
    my $handle = AnyEvent::Handle->new(
        fh       => $fh,
        on_error => sub {
            my ($handle, $fatal, $message) = @_;
            $handle->destroy;
            delete $self->{conn}{$id};
        },
        on_eof   => sub { $_[0]->destroy },
        on_read  => sub {
            $_[0]->push_read(line => sub { $self->line($id, $_[1]) });
        },
    );
    $self->{conn}{$id} = { handle => $handle, peer => "$host:$peer_port", since => AE::now, lines => 0 };
    return;
}

sub line {
    my ($self, $id, $line) = @_;
    my ($ship, $lat, $lon) = split /;/, $line;
    return unless $lon;
    $self->{lines}++;
    $self->{conn}{$id}{lines}++ if $self->{conn}{$id};
    $self->{chart}->seen($ship, $lat, $lon);
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d connections so far, %d lines, %d ships', $self->{total}, $self->{lines}, $self->{chart}->count;
}

1;
