#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper ();
use Mojo::UserAgent;
use Mojo::IOLoop;
use Auction::Web;

my $out = shift or die "usage: app.pl OUTDIR\n";
my $app = Auction::Web->new;
$app->log->level('fatal');
my $ua = Mojo::UserAgent->new(max_connections => 4);
$ua->server->app($app);

my %dump_at = (150 => 'early', 450 => 'mid', 1100 => 'late');
my $round   = 0;
my @names   = qw(ann bert carol dave);

# one round: somebody waits for the next bid, somebody else makes it
sub round {
    $round++;
    my $no   = 1 + $round % 6;
    my $lot  = $app->floor->lots->{$no};
    my $wait = $ua->get_p("/lots/$no/next");
    my $bid  = Mojo::IOLoop->timer(0.002 => sub {
        $ua->post("/lots/$no/bid" => json => {bidder => $names[$round % 4], amount => $lot->{high} + 5} => sub { });
    });
    return $wait->then(sub ($tx) {
        die 'no bid seen' unless $tx->res->json('/lot') == $no;
        $app->floor->hammer($no) if $lot->{high} > 100;
        if (my $name = $dump_at{$round}) { Devel::MAT::Dumper::dump("$out/$name.pmat") }
    });
}

while ($round < 1100) {
    my $err;
    round()->catch(sub ($e) { $err = $e })->wait;
    die $err if $err;
}
