package ParkServer;
use strict;
use warnings;
use AnyEvent::Socket;
use AnyEvent::Handle;

# Stands in for the bay controller: answers "BAYS <park>" with a counted
# list of bay/state pairs, the same framing the real controller uses.
sub start {
    my ($class, %arg) = @_;
    my $self = bless { %arg, conns => {} }, $class;
    $self->{guard} = tcp_server '127.0.0.1', undef, sub {
        my ($fh) = @_ or return;
        my $h; $h = AnyEvent::Handle->new(
            fh       => $fh,
            on_error => sub { delete $self->{conns}{ fileno $fh } },
            on_read  => sub {
                my ($hd) = @_;
                $hd->push_read(line => sub { $self->answer(@_) });
            },
        );
        $self->{conns}{ fileno $fh } = $h;
    }, sub { $self->{port} = $_[2]; return };
    return $self;
}

sub port { $_[0]{port} }

sub answer {
    my ($self, $hd, $line) = @_;
    my ($park) = $line =~ /^BAYS (\w+)/;
    my $reply = sprintf "*%d\r\n", 2 * $self->{bays};
    for my $bay (1 .. $self->{bays}) {
        my $state = rand() < 0.3 ? 'free' : 'taken';
        $reply .= "$park-$bay\r\n$state\r\n";
    }
    $hd->push_write($reply);
}

1;
