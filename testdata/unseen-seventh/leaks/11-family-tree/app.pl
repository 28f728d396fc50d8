use strict;
use warnings;
use Devel::MAT::Dumper;
use Family::Store;
use Family::Report;

# A genealogical society's archive: people and the bonds between them are
# loaded for every question, and a short report is written about each person.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 3;

my $store  = Family::Store->new;
$store->invent(generations => 5, houses => 8);
my $report = Family::Report->new(store => $store, keep => 30);

my $asked = 0;
my $ids   = $store->person_ids;

sub one_question {
    my $id = $ids->[$asked++ * 7 % @$ids];
    $report->about($id);
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    one_question() for 1 .. $n;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d questions, %d people known, last: %s\n", $asked, scalar @$ids, $report->last_line;
