#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Seismo::Picker;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 21;
my $picker = Seismo::Picker->new(keep => 150);

# the stations report in turn, not all of them all of the time
sub packet {
    my ($n) = @_;
    my $loud = $n % 17 == 0 ? 40 : 1;
    return {
        at      => $n,
        net     => $Seismo::Names::NETWORKS[ int rand @Seismo::Names::NETWORKS ],
        station => $Seismo::Names::STATIONS[ int rand @Seismo::Names::STATIONS ],
        channel => $Seismo::Names::CHANNELS[ int rand @Seismo::Names::CHANNELS ],
        values  => [ map { $loud * (1 + rand 2) } 1 .. 8 ],
    };
}

my %dump_at = (200 => 'early', 600 => 'mid', 2200 => 'late');
for my $n (1 .. 2200) {
    $picker->sample(packet($n));
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
