#!/usr/bin/perl -w
# A till server in the old style: one journal file for each receipt.
use Devel::MAT::Dumper;
use Till::Receipt;
use Till::Journal;
use Till::Goods;

$OUT = shift or die "usage: app.pl OUTDIR\n";
srand(1999);

Till::Journal::directory("$OUT/journal.$$");
Till::Goods::load();

sub customers {
    my $count = shift;
    for (1 .. $count) {
        my $receipt = Till::Receipt->new(till => 1 + int rand 4);
        $receipt->line(Till::Goods::pick(), 1 + int rand 3) for 1 .. 1 + int rand 6;
        Till::Journal::write_receipt($receipt);
    }
    Till::Journal::totals();
}

customers(100);
Devel::MAT::Dumper::dump("$OUT/early.pmat");
customers(700);
Devel::MAT::Dumper::dump("$OUT/mid.pmat");
customers(700);
Devel::MAT::Dumper::dump("$OUT/late.pmat");

my ($files, $cents) = Till::Journal::totals();
printf "%d receipts, %.2f\n", $files, $cents / 100;
Till::Journal::cleanup();
