#!/usr/bin/perl
use strict;
use warnings;
use AnyEvent;
use AnyEvent::Socket qw(tcp_connect);
use AnyEvent::Handle;
use Devel::MAT::Dumper ();
use Gateway::Server;
use Gateway::Frame;

my $out = shift or die "usage: $0 OUTDIR\n";

my %average;    # device => [sum, count], forty devices are installed
my $server = Gateway::Server->new(
    on_value => sub { my ($d, $v) = @_; $average{$d}[0] += $v; $average{$d}[1]++ },
);
my $port_cv = AE::cv;
$server->start(sub { $port_cv->send(shift) });
my $port = $port_cv->recv;

# a device calls: HELLO, some values; every third one has a bad modem line
sub call_in {
    my ($n) = @_;
    my $done = AE::cv;
    tcp_connect '127.0.0.1', $port, sub {
        my ($fh) = @_ or die "connect: $!";
        my $h;
        $h = AnyEvent::Handle->new(
            fh       => $fh,
            on_error => sub { $_[0]->destroy; undef $h; $done->send },
            on_eof   => sub { $_[0]->destroy; undef $h; $done->send },
        );
        $h->push_write(sprintf "HELLO dev%02d\n", $n % 40);
        $h->push_read(line => sub {
            for my $i (1 .. 5) {
                my $v   = 15 + ($n + $i) % 10;
                my $sum = $n % 3 == 0 && $i == 4 ? 'zz' : Gateway::Frame::checksum($v);
                $h->push_write("VAL $v $sum\n");
            }
            $h->on_read(sub { $_[0]{rbuf} = '' });
            $h->on_drain(sub { shutdown $_[0]{fh}, 1 });
        });
    };
    $done->recv;
}

my %dump_at = (240 => 'early', 750 => 'mid', 1500 => 'late');
for my $n (1 .. 1500) {
    call_in($n);
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
