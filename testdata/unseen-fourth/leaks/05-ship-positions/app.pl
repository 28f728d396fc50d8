#!/usr/bin/perl
use strict;
use warnings;
use AnyEvent;
use AnyEvent::Handle;
use AnyEvent::Socket;
use Devel::MAT::Dumper;
use Ship::Server;
use Ship::Chart;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 5;

# The receivers are simulated in the same process: each connects, sends some
# positions and closes; there are always a few of them.
my $chart  = Ship::Chart->new(points => 5);
my $server = Ship::Server->new(chart => $chart);
my $port   = $server->listen;

my $done   = AE::cv;
my %at     = (60 => 'early', 260 => 'mid', 460 => 'late');
my $closed = 0;
my %receiver;
my $next = 0;

sub finished {
    my $id = shift;
    delete $receiver{$id};
    if (my $name = delete $at{ ++$closed }) {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
        printf "%s: %s\n", $name, $server->text;
        return $done->send if $name eq 'late';
    }
    start_receiver();
}

sub start_receiver {
    my $id = ++$next;
    tcp_connect '127.0.0.1', $port, sub {
        my $fh = shift or die "cannot connect: $!";
        my $handle = AnyEvent::Handle->new(fh => $fh, on_error => sub { $_[0]->destroy; finished($id) });
        $receiver{$id} = $handle;
        my $lines = 2 + int rand 8;
        for (1 .. $lines) {
            $handle->push_write(sprintf "%09d;%.4f;%.4f\n", 211_000_000 + int rand 140, 53 + rand 2, 6 + rand 3);
        }
        $handle->on_drain(sub {
            my $handle = shift;
            $handle->destroy;
            my $soon; $soon = AE::timer(0.005, 0, sub { undef $soon; finished($id) });
        });
    };
    return;
}

start_receiver() for 1 .. 6;
$done->recv;
