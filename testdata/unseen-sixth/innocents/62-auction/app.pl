#!/usr/bin/env perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Auction::House;
use Auction::Bidder;

my ($out, $hours) = @ARGV;
$hours //= 60;
srand 62;

my $house   = Auction::House->new;
my @bidders = map { Auction::Bidder->new(name => "bidder$_", purse => 500 + int rand 3000) } 1 .. 60;

sub hour ($new_lots) {
  $house->offer(Auction::House->lot_name, 10 + int rand 90, 3 + int rand 12) for 1 .. $new_lots;
  for my $bidder (@bidders) {
    next if rand() < .4;
    my $lot = $house->any or last;
    if (rand() < .3) { $bidder->watch($lot) }
    $bidder->bid($lot);
  }
  $house->tick;
}

hour(8) for 1 .. 20;
Devel::MAT::Dumper::dump("$out/early.pmat");
hour(25) for 1 .. 40;
Devel::MAT::Dumper::dump("$out/mid.pmat");
hour(45) for 1 .. $hours;
Devel::MAT::Dumper::dump("$out/late.pmat");

say $house->open, ' lots open, ', $house->sold, ' sold, ', $house->unsold, ' not';
