#!/usr/bin/env perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Mojo::Server::Daemon;
use Mojo::UserAgent;
use Tide::Web;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 6;

my $app    = Tide::Web->new;
my $daemon = Mojo::Server::Daemon->new(app => $app, listen => ['http://127.0.0.1'], silent => 1, max_clients => 1000);
$daemon->start;
my $url = 'ws://127.0.0.1:' . $daemon->ports->[0] . '/live/';
my $ua  = Mojo::UserAgent->new(max_connections => 0);

# Visitors come, watch some values and leave.
my %at      = (25 => 'early', 115 => 'mid', 205 => 'late');
my $visits  = 0;
my @station = qw(cuxhaven husum norderney emden buesum);
my %viewer;

sub visit ($n) {
    my $want = 1 + int rand 4;
    $ua->websocket($url . $station[ $n % @station ] => sub ($ua, $tx) {
        return say 'no websocket: ', $tx->res->code // '' unless $tx->is_websocket;
        $viewer{$n} = $tx;
        $tx->on(message => sub ($tx, $text) { $tx->finish unless --$want > 0 });
        $tx->on(finish => sub ($tx, @) { delete $viewer{$n}; Mojo::IOLoop->next_tick(\&left) });
    });
}

sub left (@) {
    if (my $name = delete $at{ ++$visits }) {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
        say "$name: $visits visits, ", $app->viewers, ' viewers now';
        return Mojo::IOLoop->stop if $name eq 'late';
    }
    visit($visits + 5);
}

visit($_) for 1 .. 5;
Mojo::IOLoop->start;
