use strict;
use warnings;
use Devel::MAT::Dumper;
use Bees::Database;
use Bees::Inspection;
use Bees::Season;

# A beekeepers' association: inspections of the hives go into a database and
# the season's figures are asked for again and again.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 14;

my $db         = Bees::Database->new(dsn => 'dbi:SQLite:dbname=:memory:');
my $inspection = Bees::Inspection->new(db => $db, hives => 40);
my $season     = Bees::Season->new(db => $db, keep_days => 30);
$inspection->prepare_yards(6);

my $day = 0;

sub one_day {
    $day++;
    $inspection->inspect($day, $_) for map { 1 + ($day * 3 + $_) % 40 } 0 .. 2;
    $season->strongest($day);
    $season->needing_food($day) if $day % 2;
    $season->forget_before($day) if $day % 10 == 0;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    one_day() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

printf "%d days, %d inspections kept, best hive %s\n", $day, $season->kept, $season->strongest($day) // '-';
