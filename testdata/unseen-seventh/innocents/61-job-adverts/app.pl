use strict;
use warnings;
use Devel::MAT::Dumper;
use Jobs::Index;
use Jobs::Feed;

# Job adverts with a full text search: an advert runs for a while, then it is
# taken out of the index with all its words.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 73;

my $index = Jobs::Index->new;
my $feed  = Jobs::Feed->new(runs_for => 1000);
my ($found, $searches) = (0, 0);

sub one_advert {
    my ($advert, $over) = $feed->next_one;
    $index->insert($advert);
    $index->remove($_) for @$over;
    return if $advert->{id} % 4;
    $searches++;
    $found += $index->search($feed->question);
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    one_advert() for 1 .. $n;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d adverts in, %d words, %d searches, %d found\n", $index->size, $index->words, $searches, $found;
