use strict;
use warnings;
use Alarms::Network;
use Alarms::Filter;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 112;

my $network = Alarms::Network->new(sensors => 900);
my $filter  = Alarms::Filter->new(3600);

my ($seen, $passed) = (0, 0);
my @snap = (500, 1500, 3400);
my @file = qw(early mid late);
for my $second (1 .. $snap[-1]) {
    for my $alarm ($network->alarms_at($second)) {
        $seen++;
        $passed++ if $filter->is_new($alarm);
    }
    if ($second == $snap[0]) {
        shift @snap;
        Devel::MAT::Dumper::dump("$out/" . shift(@file) . '.pmat');
    }
}
print "$passed of $seen alarms passed on\n";
