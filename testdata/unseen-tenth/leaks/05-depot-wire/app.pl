#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use AnyEvent;
use Depot::Store;
use Depot::Server;
use Depot::Client;

my $out = shift or die "usage: app.pl OUTDIR\n";

my $store = Depot::Store->new(articles => 4000);
my $ready = AE::cv;
my $guard = Depot::Server->start($store, sub { $ready->send($_[0]) });
my $client = Depot::Client->new(host => '127.0.0.1', port => $ready->recv);

# Picking rounds: a picker walks along the shelves of an order.
my %dump_at = (100 => 'early', 400 => 'mid', 1000 => 'late');
my ($lines, $picks) = (0, 0);
for my $round (1 .. 1000) {
  my $shelf = 'S' . ($round * 7 % 41);       # S40 is the empty one
  my $list = eval { $client->shelf($shelf)->recv };
  if ($@) { warn $@; next }
  $lines += @$list;
  $picks++ if @$list;
  Devel::MAT::Dumper::dump("$out/$dump_at{$round}.pmat") if $dump_at{$round};
}
die "only $picks rounds" if $picks < 900;
