#!/usr/bin/perl
# Render farm: frames are rendered by workers until somebody stops the farm.
use strict;
use warnings;
use Devel::MAT::Dumper;
use IO::Async::Loop;
use Farm;
use FrameStore;

my $out = shift or die "usage: app.pl OUTDIR\n";

my $loop  = IO::Async::Loop->new;
my $store = FrameStore->new(keep => 120);
my $farm  = Farm->new(loop => $loop, store => $store);
my %plan  = (120 => 'early', 500 => 'mid', 1300 => 'late');

# Warm-up: fills the store
$farm->render($_)->get for 1 .. 130;

for my $frame (1 .. 1300) {
    $farm->render($frame)->get;
    next unless my $name = $plan{$frame};
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

$farm->stop;
printf "frames %d, stored %d\n", $farm->rendered, $store->count;
