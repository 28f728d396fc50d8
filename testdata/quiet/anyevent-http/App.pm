package App;

# A crawler by AnyEvent::HTTP and the small server that it crawls, on loopback:
# connections that are kept, redirects, chunks, cookies, time-outs, refusals.
use strict;
use warnings;
use AnyEvent;
use AnyEvent::Handle;
use AnyEvent::HTTP;
use AnyEvent::Socket;

my ($port, %open, %status, @pages, $beats);

our $server = tcp_server '127.0.0.1', undef, sub {
    my ($fh) = @_;
    my $handle;
    $handle = AnyEvent::Handle->new(
        fh       => $fh,
        timeout  => 30,
        on_error => sub { delete $open{ $_[0] }; $_[0]->destroy },
        on_eof   => sub { delete $open{ $_[0] }; $_[0]->destroy },
    );
    $open{$handle} = $handle;
    serve($handle);
}, sub { $port = $_[2]; return };
AnyEvent::HTTP::set_proxy(undef);
our $heart = AE::timer 0.02, 0.02, sub { $beats++ };

sub serve {
    my ($handle) = @_;
    $handle->push_read(line => qr/\r?\n\r?\n/, sub {
        my ($h, $head) = @_;
        my ($path) = $head =~ m{^\w+ (\S+)} or return $h->push_shutdown;
        my $body = "page $path with " . join ' ', map { "/page/$_" } 1 .. 20;
        if    ($path =~ m{^/move/(\d+)}) { $h->push_write("HTTP/1.1 302 Found\r\nLocation: /page/$1\r\nContent-Length: 0\r\n\r\n") }
        elsif ($path =~ m{^/hang})       { return $h->on_read(sub { }) }
        elsif ($path =~ m{^/chunks})     { $h->push_write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" . sprintf("%x\r\n%s\r\n0\r\n\r\n", length $body, $body)) }
        elsif ($path =~ m{^/close})      { $h->push_write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n$body"); delete $open{$h}; return $h->push_shutdown }
        elsif ($path =~ m{^/page})       { $h->push_write("HTTP/1.1 200 OK\r\nSet-Cookie: seen=1; path=/\r\nContent-Length: " . length($body) . "\r\n\r\n$body") }
        else                             { $h->push_write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n") }
        serve($h);
    });
    return;
}

my $jar = {};

sub steps { return 30, 200, 200 }

sub work {
    my ($class, $n) = @_;
    my $all = AE::cv;
    for my $i (1 .. 4) {
        my $kind = ($n * 4 + $i) % 9;
        my $path = qw(/page/ /move/ /chunks/ /close/ /none/ /page/ /page/ /page/ /page/)[$kind] . $n;
        $all->begin;
        http_get "http://127.0.0.1:$port$path", cookie_jar => $jar, persistent => 1, timeout => 5, sub {
            my ($body, $header) = @_;
            $status{ $header->{Status} }++;
            push @pages, { path => $path, body => $body, header => $header };
            shift @pages while @pages > 40;
            $all->end;
        };
    }
    if ($n % 10 == 0) {
        $all->begin;
        http_get "http://127.0.0.1:$port/hang", timeout => 0.05, sub { $status{ $_[1]{Status} }++; $all->end };
        $all->begin;
        my $guard = http_get "http://127.0.0.1:$port/hang", sub { };
        undef $guard;
        $all->begin;
        http_get "http://127.0.0.1:1/", timeout => 1, sub { $status{ $_[1]{Status} }++; $all->end };
        $all->end;
    }
    $all->recv;
    AnyEvent::HTTP::cookie_jar_expire($jar, 1) if $n % 50 == 0;
    return;
}

1;
