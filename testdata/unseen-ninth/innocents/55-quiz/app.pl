#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper ();
use Mojo::UserAgent;
use Quiz;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 5;
my $now = 1_700_000_000;
my $app = Quiz->new;
$app->log->level('fatal');
$app->players->clock(sub { $now });
my $ua = Mojo::UserAgent->new;
$ua->server->app($app);

# everybody plays two questions; a new player comes every four seconds
sub play ($n) {
    $now += 4;
    my $id = "player-$n";
    for (1 .. 2) {
        my $q = $ua->get("/q?player=$id")->res->json;
        $ua->post("/a?player=$id" => json => { answer => $q->{no} * ($n % 5 ? 7 : 6) });
    }
}

my %dump_at = (60 => 'early', 150 => 'mid', 500 => 'late');
for my $n (1 .. 500) {
    play($n);
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
