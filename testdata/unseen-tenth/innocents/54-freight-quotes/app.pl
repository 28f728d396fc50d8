#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Freight::App;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 54;

my $app = Freight::App->new;
my @ports = @{$app->lanes->ports};
my @boxes = @{$app->lanes->boxes};

my %status;
my %dump_at = (150 => 'early', 400 => 'mid', 1000 => 'late');
for my $n (1 .. 1000) {
  # forwarders ask for whatever their customers need
  my $from = $ports[rand @ports];
  my $to = $ports[rand @ports];
  my $box = $n % 50 ? $boxes[rand @boxes] : 'pallet';
  my $res = $app->build_controller;
  my $tx = $res->tx;
  $tx->req->method('GET');
  $tx->req->url->parse("/rate/$from/$to/$box");
  $app->handler($res);
  $status{$tx->res->code}++;
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die 'no rates' unless $status{200};
