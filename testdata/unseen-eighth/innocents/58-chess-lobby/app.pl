#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Chess::Lobby;

# A chess server through the evening: players come, are paired, play, leave.
my $out   = shift or die "usage: app.pl OUTDIR\n";
my $lobby = Chess::Lobby->new;
my %dump  = (80 => 'early', 250 => 'mid', 600 => 'late');

my @here;
my $guest = 0;
srand 64;

for my $minute (1 .. 600) {
    my $crowd = $minute < 100 ? 40 : $minute < 300 ? 90 : 220;
    while (@here < $crowd) {
        push @here, $lobby->join(name => 'guest' . ++$guest, rating => 1000 + int rand 900);
    }
    $lobby->pair;
    $lobby->play;
    @here = grep { $_->in_game || rand() > 0.05 } @here;
    Devel::MAT::Dumper::dump("$out/$dump{$minute}.pmat") if $dump{$minute};
}
printf "%d guests, %d here, %d games, %d running\n", $guest, $lobby->population, $lobby->finished, $lobby->running;
