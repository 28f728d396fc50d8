#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Parts::Assembly;
use Parts::Costing;

# Costs the bicycles that customers put together: each order is a tree of
# assemblies, which is worked out and put away again.
my $out     = shift or die "usage: app.pl OUTDIR\n";
my $costing = Parts::Costing->new(desk => 12);
my %dump    = (150 => 'early', 500 => 'mid', 1300 => 'late');

srand 2;
for my $n (1 .. 1300) {
    my $bike = Parts::Assembly->new(name => "bike $n");
    for my $group (qw(frame wheels drive brakes)) {
        my $g = $bike->add(Parts::Assembly->new(name => $group));
        for my $i (1 .. 2 + int rand 5) {
            $g->add(Parts::Assembly->new(name => "$group-$i", cent => 100 + int rand 9000, grams => 20 + int rand 400));
        }
    }
    $costing->take($bike);
    if (my $name = $dump{$n}) {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
    }
}
$costing->close;
print $costing->summary;
