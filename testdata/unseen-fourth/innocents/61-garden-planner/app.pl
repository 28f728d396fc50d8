#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Garden::Bed;
use Garden::History;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 61;

my $garden  = Garden::Bed->new(name => 'garden');
my $history = Garden::History->new(keep => 120);
my $next    = 0;

sub plan {
    my $steps = shift;
    for (1 .. $steps) {
        my @beds = $garden->all;
        my $bed  = $beds[ rand @beds ];
        my $what = rand;
        if ($what < 0.45 && @beds < 90 || @beds < 8) {
            my $new = Garden::Bed->new(name => 'bed ' . ++$next, size => 1 + int rand 20);
            $history->step(sub { $bed->add($new) }, sub { $bed->remove($new) });
        }
        elsif ($what < 0.6 && $bed->parent) {
            my $parent = $bed->parent;
            $history->step(sub { $parent->remove($bed) }, sub { $parent->add($bed) });
        }
        elsif ($what < 0.85) {
            my ($old, $new) = ($bed->plant, (qw(kale leek bean dill sage))[ rand 5 ]);
            $history->step(sub { $bed->plant($new) }, sub { $bed->plant($old) });
        }
        else {
            $history->undo for 1 .. 1 + rand 4;
            $history->redo if rand() < 0.5;
        }
    }
}

for my $step (['early', 50], ['mid', 1500], ['late', 1500]) {
    plan($step->[1]);
    Devel::MAT::Dumper::dump("$out/$step->[0].pmat");
    printf "%s: %d beds so far, %d in the garden, %s\n", $step->[0], $next, scalar(my @all = $garden->all), $history->text;
}
