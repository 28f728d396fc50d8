#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Camp::Reception;
use Camp::Pitches;

@ARGV == 1 or die "usage: $0 OUTDIR\n";
my ($out) = @ARGV;
srand(88);

my $camp = Camp::Reception->new(pitches => Camp::Pitches->new(rows => 8, places => 15), season => 2022);

sub days {
    my $count = shift;
    for my $day (1 .. $count) {
        $camp->arrive for 1 .. 4 + int rand 6;
        $camp->night;
    }
}

sub show { printf "%-6s day %3d, %d guests here, %d nights, %.2f taken\n", shift, $camp->day, $camp->present, $camp->nights, $camp->taken }

days(15);
Devel::MAT::Dumper::dump("$out/early.pmat");
show('early');
days(60);
Devel::MAT::Dumper::dump("$out/mid.pmat");
show('mid');
days(60);
Devel::MAT::Dumper::dump("$out/late.pmat");
show('late');
