#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Mojo::UserAgent;
use Mojo::Server::Daemon;
use Quotes::App;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 5;

my $app    = Quotes::App->new;
my $daemon = Mojo::Server::Daemon->new(app => $app, silent => 1, listen => ['http://127.0.0.1']);
$daemon->start;
my $port = $daemon->ports->[0];
my $ua = Mojo::UserAgent->new(max_connections => 4);

my %dump_at = (40 => 'early', 140 => 'mid', 320 => 'late');
my @symbols = @{$app->feed->symbols};
my ($answered, $polls, $total) = (0, 0, 320);

my $market = Mojo::IOLoop->recurring(0.002 => sub { $app->feed->move for 1 .. 4 });

# A trader's screen: shows the last price, then waits for the next one.
sub screen ($n) {
  return if $polls >= $total;
  $polls++;
  my $sym = $symbols[$polls % @symbols];
  $ua->get("http://127.0.0.1:$port/last/$sym" => sub ($ua, $tx) {
    $ua->get("http://127.0.0.1:$port/next/$sym" => sub ($ua, $tx) {
      die 'bad answer' unless $tx->res->json('/price');
      $answered++;
      if (my $name = $dump_at{$answered}) { Devel::MAT::Dumper::dump("$out/$name.pmat") }
      return Mojo::IOLoop->stop if $answered >= $total;
      screen($n);
    });
  });
}

screen($_) for 1 .. 3;
Mojo::IOLoop->start;
