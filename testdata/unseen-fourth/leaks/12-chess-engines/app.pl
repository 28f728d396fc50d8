#!/usr/bin/perl
use strict;
use warnings;
use Coro;
use Devel::MAT::Dumper;
use Chess::Club;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 64;

my $club = Chess::Club->new(players => 60);

sub evening {
    my $rounds = shift;
    for (1 .. $rounds) {
        $club->pair if $club->running < 15;
        $club->play_round;
        Coro::cede;
    }
}

for my $part ([early => 100], [mid => 500], [late => 500]) {
    my ($name, $rounds) = @$part;
    evening($rounds);
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $club->text, "\n";
}
