#!/usr/bin/env perl
# reads catalogues of gears, one document per batch, and works out the ratios
use strict;
use warnings;
use Devel::MAT::Dumper;
use Gear::Catalogue;
use Gear::Ratio qw(ratio);

my $dir = shift or die "usage: $0 DIR\n";
srand 62;

my $batches = 0;
my (%best, $catalogue);

sub catalogue_xml {
    my $gears = join '', map { sprintf '<gear teeth="%d"><shaft mm="%d"/></gear>', 12 + rand 30, 4 + rand 20 } 1 .. 40 + rand 10;
    return "<catalogue no='$batches'><group>$gears</group></catalogue>";
}

sub batch {
    $batches++;
    $catalogue = Gear::Catalogue->new(catalogue_xml());
    my @gears = $catalogue->gears;
    for (1 .. 30) {
        my ($one, $two) = map { $gears[rand @gears] } 1, 2;
        my $ratio = ratio($one->teeth, $two->teeth);
        $best{ $ratio->{text} } = { one => $one->path, two => $two->path, batch => $batches } if $ratio->{value} > 0.9 && $ratio->{value} < 1.1;
    }
    return;
}

for my $part ([early => 4], [mid => 30], [late => 70]) {
    my ($name, $count) = @$part;
    batch() for 1 .. $count;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: %d batches, %d gears now, %d good ratios\n", $name, $batches, scalar $catalogue->gears, scalar keys %best;
}
