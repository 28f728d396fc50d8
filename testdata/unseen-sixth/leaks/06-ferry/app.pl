#!/usr/bin/env perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Ferry::Board;
use Ferry::Lobby;

my ($out, $hours) = @ARGV;
$hours //= 30;
srand 5;

my $board = Ferry::Board->new(lines => [qw(Sund Belt Inseln Fjord)]);
my $lobby = Ferry::Lobby->new(board => $board);

my $hour = 0;

sub hour {
  $hour++;
  $lobby->arrive(sprintf('ticket-%d-%d', $hour, $_), (qw(Sund Belt Inseln Fjord))[rand 4]) for 1 .. 20 + rand 15;
  for my $line (@{$board->lines}) {
    $board->delay($line, int rand 25) if rand() < .6;
    $board->gate($line, 1 + int rand 9) if rand() < .4;
    $board->depart($line) if rand() < .5;
  }
  $lobby->impatient($hour);
  Mojo::IOLoop->one_tick while $lobby->busy;
}

# a bit of real loop work: the loudspeaker speaks one text per tick
my $talk = Mojo::IOLoop->recurring(0 => sub { $lobby->speak });

hour() for 1 .. 12;
Devel::MAT::Dumper::dump("$out/early.pmat");
hour() for 1 .. 30;
Devel::MAT::Dumper::dump("$out/mid.pmat");
hour() for 1 .. $hours;
Devel::MAT::Dumper::dump("$out/late.pmat");

Mojo::IOLoop->remove($talk);
printf "%s\n", $lobby->summary;
