package App;

# A key-value server and its clients by IO::Async and Future over loopback, with
# time-outs, cancelled requests, retries, and a cache that forgets the oldest.
use strict;
use warnings;
use Future;
use Future::Utils 'fmap_void';
use IO::Async::Listener;
use IO::Async::Loop;
use IO::Async::Stream;
use IO::Async::Timer::Periodic;

my $loop = IO::Async::Loop->new;
my (%value, @order, %connected, $ticks);

my $listener = IO::Async::Listener->new(on_stream => sub {
    my (undef, $stream) = @_;
    $connected{$stream} = { since => time, asked => 0 };
    $stream->configure(
        on_read => sub {
            my ($self, $buffer) = @_;
            while ($$buffer =~ s/^(.*)\n//) {
                $connected{$self}{asked}++;
                answer($self, split ' ', $1);
            }
            return 0;
        },
        on_closed => sub { delete $connected{ $_[0] } },
    );
    $loop->add($stream);
});
$loop->add($listener);
$listener->listen(addr => { family => 'inet', socktype => 'stream', ip => '127.0.0.1', port => 0 })->get;
my $port = $listener->read_handle->sockport;

$loop->add(IO::Async::Timer::Periodic->new(interval => 0.05, on_tick => sub { $ticks++ })->start);

sub steps { return 10, 60, 60 }

sub work {
    my ($class, $n) = @_;
    (fmap_void { visit($n, $_[0]) } foreach => [ 1 .. 6 ], concurrent => 3)->get;
    Future->wait_any(hangs(), $loop->timeout_future(after => 0.002))->await if $n % 20 == 0;
    return;
}

sub answer {
    my ($stream, $command, $key, $value) = @_;
    if ($command eq 'set') {
        push @order, $key unless exists $value{$key};
        $value{$key} = $value;
        delete $value{ shift @order } while @order > 300;
        $stream->write("ok\n");
    }
    elsif ($command eq 'get')  { $stream->write(exists $value{$key} ? "value $value{$key}\n" : "none\n") }
    elsif ($command eq 'hang') { }
    else                       { $stream->write("error\n") }
    return;
}

# hangs asks what is never answered: the caller loses patience.
sub hangs {
    my $stream;
    return $loop->connect(host => '127.0.0.1', service => $port, socktype => 'stream')->then(sub {
        $stream = IO::Async::Stream->new(handle => shift, on_read => sub { 0 });
        $loop->add($stream);
        $stream->write("hang\n");
        return $stream->read_until("\n");
    })->on_ready(sub { $stream->close_now if $stream });
}

sub visit {
    my ($n, $i) = @_;
    return $loop->connect(host => '127.0.0.1', service => $port, socktype => 'stream')->then(sub {
        my $stream = IO::Async::Stream->new(handle => shift, on_read => sub { 0 });
        $loop->add($stream);
        my $ask = sub { $stream->write("$_[0]\n"); $stream->read_until("\n") };
        return $ask->("set key$n.$i " . 'x' x (1 + $n % 50))
            ->then(sub { $ask->('get key' . ($n - 3) . ".$i") })
            ->then(sub { $n % 9 ? Future->done : $ask->('nonsense') })
            ->then(sub { die "no luck\n" if $n % 11 == 0; Future->done })
            ->else(sub { Future->done("failed: $_[0]") })
            ->on_ready(sub { $stream->close_now });
    });
}

1;
