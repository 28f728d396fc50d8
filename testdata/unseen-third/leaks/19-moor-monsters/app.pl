#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Moor::World;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 1919;

my $world = Moor::World->new(heroes => 2);

for my $stage ([early => 300], [mid => 2500], [late => 2500]) {
    my ($name, $ticks) = @$stage;
    $world->tick for 1 .. $ticks;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $world->text, "\n";
}
