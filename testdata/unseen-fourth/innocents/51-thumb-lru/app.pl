#!/usr/bin/env perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Thumb::Maker;

my $dir = shift or die "usage: $0 DIR\n";
srand 51;

my $maker = Thumb::Maker->new(thumbs => 400, kilobytes => 60);

# some pictures are looked at more often than others
sub look {
    my $times = shift;
    for (1 .. $times) {
        my $picture = int(rand(80) ** 2 * rand) + 1;
        $maker->thumb($picture, (64, 128, 256)[ rand 3 ]);
    }
}

for (['early', 250], ['mid', 4000], ['late', 4000]) {
    look($_->[1]);
    Devel::MAT::Dumper::dump("$dir/$_->[0].pmat");
    print "$_->[0]: ", $maker->text, "\n";
}
