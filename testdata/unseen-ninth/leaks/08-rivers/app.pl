#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use River::Gauge;
use River::Reference;

my $out = shift or die "usage: $0 OUTDIR\n";
my @gauges = qw(Oberau Steg Mühltal Brück Klause Furt Wehr Hafen);
my $curves = River::Reference->load(@gauges);
my $db     = River::Gauge->new(keep => 1800);
my $clock  = 1_700_000_000;
my %alarm;

sub minute {
    my ($n) = @_;
    $clock += 60;
    for my $i (0 .. $#gauges) {
        $db->record($gauges[$i], $clock, int(250 + 40 * sin($n / 30 + $i)));
    }
    my $gauge = $gauges[ $n % @gauges ];
    my $sum   = $db->summary($gauge, $clock - 900);
    my $flow  = $curves->discharge($gauge, int $sum->{mean});
    $alarm{$gauge} = $sum->{high} > 285 ? 1 : 0;
    $db->purge($clock) if $n % 15 == 0;
    return $flow;
}

my %dump_at = (160 => 'early', 500 => 'mid', 1200 => 'late');
for my $n (1 .. 1200) {
    minute($n);
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
