use strict;
use warnings;
use Sketch::Canvas;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 5;

my $canvas = Sketch::Canvas->new(width => 640, height => 480);
my @ids    = map { $canvas->add_polygon(map { [int rand 640, int rand 480] } 1 .. 7) } 1 .. 60;

my @stops = (300 => 'early', 1000 => 'mid', 2600 => 'late');

my $step = 0;
while (my ($until, $name) = splice @stops, 0, 2) {
    until ($step == $until) {
        $step++;
        my $id = $ids[rand @ids];
        my $r  = rand;
        if    ($r < 0.6)  { $canvas->move($id, int(rand 21) - 10, int(rand 21) - 10) }
        elsif ($r < 0.95) { $canvas->recolour($id, sprintf '#%06x', rand 0xffffff) }
        else              { $canvas->undo }
    }
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
print "canvas checksum ", $canvas->checksum, "\n";
