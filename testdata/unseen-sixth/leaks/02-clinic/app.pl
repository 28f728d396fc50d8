use strict;
use warnings;
use Devel::MAT::Dumper;
use Clinic::DB;
use Clinic::Search;
use Clinic::Desk;

my $out  = shift or die "OUTDIR?";
my $days = shift || 16;

srand(4711);
my $db     = Clinic::DB->connect;
my $search = Clinic::Search->new($db);
my $desk   = Clinic::Desk->new(db => $db, search => $search);
$db->seed(400);

my @wards   = qw(eye ear skin heart bone child);
my $day     = 0;

sub one_day {
    $day++;
    for (1 .. 90) {
        my $r = rand;
        if    ($r < .30) { $desk->check_in(1 + int rand 400, $wards[rand @wards], $day) }
        elsif ($r < .45) { $desk->check_out(1 + int rand 400) }
        elsif ($r < .65) { $desk->card(1 + int rand 400) }
        elsif ($r < .80) { $desk->waiting_list($wards[rand @wards]) }
        elsif ($r < .95) { $desk->free_slots($wards[rand @wards], $day, 8 + int(rand 9), 10 * (1 + int rand 5)) }
        else             { $desk->rename(1 + int(rand 400), "Name$day") }
    }
    $desk->close_day($day);
}

one_day() for 1 .. 8;
Devel::MAT::Dumper::dump("$out/early.pmat");
one_day() for 1 .. 16;
Devel::MAT::Dumper::dump("$out/mid.pmat");
one_day() for 1 .. $days;
Devel::MAT::Dumper::dump("$out/late.pmat");
print $desk->report;
