#!/usr/bin/env perl
use strict;
use warnings;
use Address::Source;
use Address::Index;
use Address::Lookup;
use Devel::MAT::Dumper;

my $out    = shift or die "usage: $0 OUTDIR\n";
my $source = Address::Source->new(regions => 26, streets => 45);
my $index  = Address::Index->new(source => $source);
my $lookup = Address::Lookup->new(index => $index, recent => 100);
srand 51;

# the regions near the office are asked for all day, the far ones seldom
sub questions {
    for (1 .. shift) {
        my $region = int(26 * rand()**2);
        $lookup->ask($region, 'street ' . int(rand 50) . (rand() < 0.2 ? 'x' : ''), 1 + int rand 80);
    }
}

sub snap {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $lookup->summary, "\n";
}

$index->load_all([0 .. 3]);
questions(15);
snap('early');
questions(60);
snap('mid');
questions(2500);
snap('late');
