use strict;
use warnings;
use Devel::MAT::Dumper;
use Survey::Office;
use Survey::Questionnaire;

# An institute runs field surveys: each questionnaire has its own questions,
# the answers are checked against their types and counted.
my ($out, $tail) = @ARGV;
$tail ||= 100;
srand 61;

my $office = Survey::Office->new;
my $source = Survey::Questionnaire->new;

for my $part ([30, 'early'], [60, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    for (1 .. $n) {
        my ($title, $questions) = $source->next_one;
        $office->run($title, $questions);
    }
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d questionnaires, %d sheets good, %d bad\n", $source->made, $office->good, $office->bad;
