#!/usr/bin/env perl
use strict;
use warnings;
use Alarm::Center;
use Devel::MAT::Dumper;

my $out    = shift or die "usage: $0 OUTDIR\n";
my $center = Alarm::Center->new(plants => 12);
srand 18;

sub signals {
    for (1 .. shift) {
        my $plant = 1 + int rand 12;
        $center->signal({plant => $plant, sensor => (qw(heat smoke water door power))[rand 5], value => int rand 120});
        $center->acknowledge(1 + int rand 12) if rand() < 0.1;
    }
}

sub snap {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $center->summary, "\n";
}

signals(25);
snap('early');    # not all kinds of rules were needed until now
signals(800);
snap('mid');
signals(800);
snap('late');
