package Broker::Backend;
use strict;
use warnings;
use AnyEvent;
use AnyEvent::Socket;
use AnyEvent::Handle;
use Scalar::Util qw(weaken refaddr);

sub start {
    my ($class) = @_;
    my $self = bless { conn => {}, seen => 0 }, $class;
    weaken(my $weak = $self);
    $self->{server} = tcp_server '127.0.0.1', undef, sub { $weak->_accept(@_) },
        sub { $weak->{port} = $_[2]; return };
    return $self;
}

sub port { $_[0]{port} }

sub _accept {
    my ($self, $fh) = @_;
    weaken(my $weak = $self);
    my $h = AnyEvent::Handle->new(
        fh       => $fh,
        on_error => sub { delete $weak->{conn}{ refaddr $_[0] } },
        on_eof   => sub { delete $weak->{conn}{ refaddr $_[0] } },
        on_read  => sub {
            $_[0]->push_read(line => sub {
                my ($hd, $line) = @_;
                $hd->push_write(++$weak->{seen} % 10 ? "OK\n" : "GONE\n");
            });
        },
    );
    $self->{conn}{ refaddr $h } = $h;
    return;
}

1;
