#!/usr/bin/env perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Mojo::Server::Daemon;
use Mojo::UserAgent;
use Auction::Web;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 52;

my $app    = Auction::Web->new;
my $daemon = Mojo::Server::Daemon->new(app => $app, listen => ['http://127.0.0.1'], silent => 1);
$daemon->start;
my $url = 'ws://127.0.0.1:' . $daemon->ports->[0] . '/bid/';
my $ua  = Mojo::UserAgent->new(max_connections => 0);

# visits until the dump, and how many people are there in this phase
my %phase = (early => [20, 4], mid => [90, 7], late => [170, 12]);
my @order = qw(early mid late);
my ($visits, $here, $wait) = (0, 0, 0);

sub fill (@) {
    return if $wait;
    visit() while @order && $here < $phase{ $order[0] }[1];
}

sub visit {
    $here++;
    my $want = 2 + int rand 5;
    my $lot  = 1 + int rand 4;
    $ua->websocket($url . $lot => sub ($ua, $tx) {
        return say 'no websocket' unless $tx->is_websocket;
        $tx->on(message => sub ($tx, $text) {
            $tx->send(10 + int rand 500) if rand() < 0.3;
            $tx->finish if --$want == 0;
        });
        $tx->on(finish => sub ($tx, @) { $here--; $visits++; Mojo::IOLoop->next_tick(\&left) });
    });
    return;
}

sub left (@) {
    if (@order && $visits >= $phase{ $order[0] }[0]) {
        my $name = shift @order;
        Devel::MAT::Dumper::dump("$out/$name.pmat");
        say "$name: $visits visits, ", $app->present, ' bidders now';
        return Mojo::IOLoop->stop unless @order;
    }
    fill();
}

fill();
Mojo::IOLoop->start;
