#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Mojo::IOLoop;
use Mojo::Promise;
use Mojo::Server::Daemon;
use Mojo::UserAgent;
use Devel::MAT::Dumper;
use AuctionRoom;

# Bidders come in over a websocket, look at a few lots, bid and leave.
my $out = shift @ARGV or die "OUTDIR missing\n";

my $app    = AuctionRoom->new;
my $daemon = Mojo::Server::Daemon->new(app => $app, listen => ['http://127.0.0.1'], silent => 1)->start;
my $port   = $daemon->ports->[0];
my $ua     = Mojo::UserAgent->new(max_connections => 0);

my %stop  = (60 => 'early', 200 => 'mid', 500 => 'late');
my $guest = 0;

sub bidder ($n) {
    return $ua->websocket_p("ws://127.0.0.1:$port/room")->then(sub ($tx) {
        my $left = Mojo::Promise->new;
        $tx->on(finish => sub { $left->resolve });
        $tx->on(json => sub ($tx, $msg) {
            $tx->finish if ($msg->{bidder} // '') eq "guest$n";
        });
        $tx->send({ json => { do => 'enter', as => "guest$n", lot => 1 + $n % 40 } });
        $tx->send({ json => { do => 'move', lot => 1 + ($n + 7) % 40 } });
        $tx->send({ json => { do => 'bid', amount => 10 + $n } });
        return $left;
    });
}

while ($guest < 500) {
    bidder(++$guest)->wait;
    if (my $name = $stop{$guest}) {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
    }
}
say $app->house->summary;
