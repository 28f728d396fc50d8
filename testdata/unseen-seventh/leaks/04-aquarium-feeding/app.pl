use Mojo::Base -strict;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Aquarium::House;
use Aquarium::Feeder;
use Aquarium::Diary;

# The feeding robot of a public aquarium: every tank is fed in turn, and any
# feeding can be cut short by the closing of the house.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 31;

my $house  = Aquarium::House->build(tanks => 24);
my $diary  = Aquarium::Diary->new;
my $feeder = Aquarium::Feeder->new(house => $house, diary => $diary);

my @stops = ([200, 'early'], [400, 'mid'], [$tail, 'late']);
my $left  = 0;

sub feed_on {
    if ($left <= 0) {
        Mojo::IOLoop->stop;
        return;
    }
    $left--;
    $feeder->feed_next(sub { Mojo::IOLoop->next_tick(\&feed_on) });
}

for my $stop (@stops) {
    my ($n, $name) = @$stop;
    $left = $n;
    Mojo::IOLoop->next_tick(\&feed_on);
    Mojo::IOLoop->start;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

$house->close_doors;
Mojo::IOLoop->one_tick for 1 .. 3;
printf "%d feedings, %d g, %d interrupted\n", $diary->feedings, $diary->grams, $diary->interrupted;
