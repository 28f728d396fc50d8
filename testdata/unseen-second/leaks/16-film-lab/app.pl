#!/usr/bin/env perl
use 5.026;
use warnings;
use Devel::MAT::Dumper;
use Lab::Scanner;
use Lab::Orders;

my $dir = shift or die "usage: $0 OUTDIR\n";
srand 35;

my $orders  = Lab::Orders->new;
my $scanner = Lab::Scanner->new(orders => $orders, at_once => 3, strips => 30);

my %films = (early => 20, mid => 150, late => 150);
for my $name (qw(early mid late)) {
    $orders->take($films{$name});
    $scanner->work;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    say "$name: ", $scanner->text;
}
