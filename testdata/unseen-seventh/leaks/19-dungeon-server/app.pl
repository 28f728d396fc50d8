use strict;
use warnings;
use Devel::MAT::Dumper;
use Dungeon::World;
use Dungeon::Party;

# A dungeon game server: parties walk through rooms, meet monsters and pick up
# things; every thing in the game can be found by its number while it exists.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 1313;

my $world  = Dungeon::World->new(rooms => 20);
my $party  = Dungeon::Party->new(world => $world, heroes => [qw(Brog Elin Tam)]);
my $rounds = 0;

sub one_round {
    $rounds++;
    my $room = $world->room($rounds % 20);
    $world->spawn($room, $rounds);
    $party->enter($room);
    $party->fight($room);
    $party->loot($room);
    $party->rest if $rounds % 7 == 0;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    one_round() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

printf "%d rounds, %d monsters beaten, %d gold, %d things carried\n", $rounds, $party->beaten, $party->gold, $party->load;
