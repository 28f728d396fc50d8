#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Auction::Room;
use Auction::Viewer;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 66;

my $room = Auction::Room->new;
my (@inside, $arrived, $tick);
($arrived, $tick) = (0, 0);
my %dump_at = (100 => 'early', 450 => 'mid', 900 => 'late');

# The good lots come late in the evening, and so does the crowd.
sub crowd { return $tick < 200 ? 20 : $tick < 600 ? 60 : 140 }

Mojo::IOLoop->recurring(0.001 => sub ($loop) {
  $tick++;
  for (1 .. 3) {
    last if @inside >= crowd();
    push @inside, Auction::Viewer->new(name => 'v' . ++$arrived, room => $room, limit => 100 + rand 900)->enter;
  }
  # somebody always goes for a drink
  (splice @inside, rand @inside, 1)->leave if @inside > 10 and $tick % 2;
  $inside[rand @inside]->offer(1 + int rand 30) if @inside;
  $room->hammer if $tick % 15 == 0;
  Devel::MAT::Dumper::dump("$out/$dump_at{$tick}.pmat") if $dump_at{$tick};
  $loop->stop if $tick >= 900;
});
Mojo::IOLoop->start;
die 'nobody came' unless $arrived > 100;
