#!/usr/bin/env perl
use Mojo::Base -strict, -signatures;
use Mojo::IOLoop;
use Auction::House;
use Auction::Crowd;
use Devel::MAT::Dumper;

my $out = shift @ARGV or die "usage: app.pl OUTDIR\n";
srand 71;

my $house = Auction::House->new(open_lots => 8, remember => 60);
my $crowd = Auction::Crowd->new(house => $house);

sub evening ($visitors, $rounds) {
    $crowd->let_in($visitors);
    my $left = $rounds;
    my $id = Mojo::IOLoop->recurring(0.001 => sub ($loop) { $left-- > 0 ? $crowd->bid_round : $loop->stop });
    Mojo::IOLoop->start;
    Mojo::IOLoop->remove($id);
}

sub snapshot ($name) { Devel::MAT::Dumper::dump("$out/$name.pmat"); say "$name: ", $crowd->text }

evening(40, 30);
snapshot('early');
$crowd->send_home(20);
evening(60, 100);
snapshot('mid');
my $evenings = 2;    # LOAD
for (1 .. $evenings) {
    $crowd->send_home(1000);
    evening(50,  40);
    evening(200, 80);
}
snapshot('late');    # the hall is full: 250 people
