#!/usr/bin/env perl
use strict;
use warnings;
use Seed::Schema;
use Seed::Shop;
use Seed::Stock;
use Devel::MAT::Dumper;

my $outdir = shift or die "Usage: $0 <outdir>\n";
srand 42;

my $schema = Seed::Schema->open_memory;
my $stock  = Seed::Stock->new(schema => $schema);
$stock->fill(150);
my $shop = Seed::Shop->new(schema => $schema, stock => $stock);

sub hours {
    my $n = shift;
    for my $hour (1 .. $n) {
        $shop->order for 1 .. 6;
        $shop->look_for_bargains for 1 .. 8;
        $shop->customer_page for 1 .. 4;
        $stock->refill if $hour % 5 == 0;
    }
}

my %plan = (early => 5, mid => 20, late => 20);
for my $name (qw(early mid late)) {
    hours($plan{$name});
    Devel::MAT::Dumper::dump("$outdir/$name.pmat");
    print "$name: ", $shop->summary, "\n";
}
