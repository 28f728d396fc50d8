#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Greenhouse::Sensor;
use Greenhouse::Climate;

# Climate control of a nursery: sensors are read every minute, the last hours
# are kept for the trend.
my $out = shift or die "usage: app.pl OUTDIR\n";

my @sensor = map { Greenhouse::Sensor->new(name => "bed$_", keep => 480) } 1 .. 25;
my $climate = Greenhouse::Climate->new(sensors => \@sensor);
my %dump    = (120 => 'early', 360 => 'mid', 1440 => 'late');

srand 8;
for my $minute (1 .. 1440) {
    my $sun = 12 * sin($minute / 1440 * 3.14159);
    $_->reading($minute, 14 + $sun + rand 2, 60 + rand 20) for @sensor;
    $climate->adjust($minute) if $minute % 5 == 0;
    Devel::MAT::Dumper::dump("$out/$dump{$minute}.pmat") if $dump{$minute};
}
print $climate->day_report;
