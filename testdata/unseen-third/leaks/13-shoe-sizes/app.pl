#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Shoes::Feed;
use Shoes::Shop;

my $dir = shift or die "usage: $0 OUTDIR\n";
srand 1313;

my $shop = Shoes::Shop->new(shelf_space => 120);
my $feed = Shoes::Feed->new;

# the suppliers change their range all the time
sub weeks {
    my $n = shift;
    for (1 .. $n) {
        $shop->stock($_) for $feed->arrivals;
        $shop->order($shop->any_model, 35 + int rand 12) for 1 .. 30;
    }
    return;
}

weeks(5);
Devel::MAT::Dumper::dump("$dir/early.pmat");
print 'early: ', $shop->text, "\n";
weeks(25);
Devel::MAT::Dumper::dump("$dir/mid.pmat");
print 'mid: ', $shop->text, "\n";
weeks(25);
Devel::MAT::Dumper::dump("$dir/late.pmat");
print 'late: ', $shop->text, "\n";
