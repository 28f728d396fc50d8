#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Chess::Lobby;
use Chess::Game;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 64;
my $lobby  = Chess::Lobby->new;
my @people = map { "player$_" } 1 .. 70;
my @tables;         # the boards in the hall, more of them are set up in the evening
my $started = 0;

sub boards { my ($round) = @_; return $round < 100 ? 25 : $round < 300 ? 45 : 60 }

sub round {
    my ($n) = @_;
    for my $t (0 .. boards($n) - 1) {
        my $game = $tables[$t];
        if (!$game) {
            $started++;
            $tables[$t] = Chess::Game->new(
                id => $started, lobby => $lobby,
                white => $people[ $started % @people ], black => $people[ ($started * 3 + 1) % @people ],
            );
            next;
        }
        my $count = $game->move(int rand 64, int rand 64);
        $tables[$t] = undef if $count > 20 + $t % 30;
    }
}

my %dump_at = (80 => 'early', 250 => 'mid', 700 => 'late');
for my $n (1 .. 700) {
    round($n);
    die "lobby is wrong\n" unless $lobby->running == grep { defined } @tables;
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
