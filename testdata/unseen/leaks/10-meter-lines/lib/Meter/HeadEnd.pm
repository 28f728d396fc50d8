package Meter::HeadEnd;
use strict;
use warnings;
use IO::Async::Stream;
use Scalar::Util qw(weaken);
use Socket qw(AF_UNIX SOCK_STREAM PF_UNSPEC);
use Meter::Protocol;

sub new {
    my ($class, %args) = @_;
    return bless {%args, connections => {}, closed => 0, serial => 0}, $class;
}

# returns the other end, as IO::Async::Stream
sub connect {
    my ($self, $name) = @_;
    socketpair my $near, my $far, AF_UNIX, SOCK_STREAM, PF_UNSPEC or die "socketpair: $!\n";
    my $id       = ++$self->{serial};
    my $protocol = Meter::Protocol->new(stock => $self->{stock});
    weaken(my $weak = $self);
    my $stream = IO::Async::Stream->new(
        handle   => $near,
        on_read  => sub { my ($stream, $buffer) = @_; $protocol->feed($buffer); return 0 },
        on_closed => sub { $weak->forget($id) },
    );
    $self->{connections}{$id} = {name => $name, stream => $stream};
    $self->{loop}->add($stream);
    my $other = IO::Async::Stream->new(handle => $far, on_read => sub { my ($stream, $buffer) = @_; $$buffer = ''; return 0 });
    $self->{loop}->add($other);
    return $other;
}

sub forget {
    my ($self, $id) = @_;
    delete $self->{connections}{$id};
    $self->{closed}++;
    return;
}

sub summary {
    my $self = shift;
    return sprintf '%d readings of %d meters, %d connections, %d closed', $self->{stock}->count, $self->{stock}->meters,
        scalar keys %{ $self->{connections} }, $self->{closed};
}

1;
