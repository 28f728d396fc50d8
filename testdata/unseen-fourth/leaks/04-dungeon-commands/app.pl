#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Dungeon::World;

my ($out) = @ARGV or die "usage: $0 OUTDIR\n";
srand 99;

my $world  = Dungeon::World->new(rooms => 30);
my @verbs  = ('look', 'north', 'south', 'east', 'take lamp', 'drop lamp', 'say hello', 'score', 'dance');
my $logins = 0;

# people come and go; about twenty are in the game at a time
sub play {
    my ($ticks) = @_;
    for (1 .. $ticks) {
        my @names = $world->names;
        if (@names < 10 || (@names < 30 && rand() < 0.25)) {
            $logins++ if $world->login('hero' . (1 + int rand 90));
        }
        for my $name (@names) {
            $world->command($name, rand() < 0.02 ? 'quit' : $verbs[ rand @verbs ]);
        }
    }
}

for my $part ([early => 120], [mid => 1000], [late => 1000]) {
    play($part->[1]);
    Devel::MAT::Dumper::dump("$out/$part->[0].pmat");
    printf "%s: %d logins, %d online, %d known names\n", $part->[0], $logins, scalar($world->names), $world->known;
}
