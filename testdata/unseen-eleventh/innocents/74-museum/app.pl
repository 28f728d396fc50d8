use strict;
use warnings;
use Museum::Collection;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 1889;

my $collection = Museum::Collection->load(rooms => 24, per_room => 50);

sub guided_tour {
    my $guide = shift;
    my @stops = map { $collection->random_piece } 1 .. 3;
    return join "\n", map { $guide eq 'long' ? ($_->label, $_->essay) : $_->label } @stops;
}

my $letters = 0;
my $tours   = 0;
my @pages   = (['early', 100], ['mid', 300], ['late', 750]);
for my $p (@pages) {
    my ($name, $goal) = @$p;
    do { $letters += length guided_tour($tours % 3 ? 'long' : 'short') } while ++$tours < $goal;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
print "$tours tours, $letters letters\n";
