#!/usr/bin/perl
use strict;
use warnings;
use FindBin;
use Devel::MAT::Dumper;
use Spare::Warehouse;
use Spare::Search;
use Spare::Desk;

my $target = $ARGV[0] or die "where to?\n";
srand(7);

my $warehouse = Spare::Warehouse->load(2_000);
my $search    = Spare::Search->new($warehouse);
my $desk      = Spare::Desk->new(search => $search, lines => 80);

# a day at the counter: known numbers, and numbers that nobody has
sub serve {
    my ($customers) = @_;
    for (1 .. $customers) {
        my $number
            = rand() < 0.4 ? $warehouse->any_number
            :                sprintf 'X%04d-%06d', int rand 10_000, int rand 1_000_000;
        $desk->ask($number);
        $desk->browse($warehouse->any_make) if rand() < 0.05;
    }
}

serve(800);
Devel::MAT::Dumper::dump("$target/early.pmat");
print $desk->report, "\n";
serve(4_000);
Devel::MAT::Dumper::dump("$target/mid.pmat");
print $desk->report, "\n";
serve(4_000);
Devel::MAT::Dumper::dump("$target/late.pmat");
print $desk->report, "\n";
