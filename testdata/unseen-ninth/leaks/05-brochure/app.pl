#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Digest::MD5 qw(md5_hex);
use Layout::Masters;

my $out = shift or die "usage: $0 OUTDIR\n";
my $masters = Layout::Masters->load;
my %goods   = map { ; "A$_" => { name => "Article $_", price => 3 + $_ * 1.5 } } 1 .. 60;

# set one product page and hand it to the (mock) printer
sub print_product {
    my ($key, $edition) = @_;
    my $item = $goods{$key};
    my $page = $masters->{product}->copy;
    $page->find('name')->text($item->{name});
    $page->find('price')->text(sprintf 'EUR %.2f', $item->{price});
    $page->find('blurb')->text("Edition $edition: now even better.");
    return md5_hex($page->flatten);
}

my @keys    = sort keys %goods;
my %dump_at = (180 => 'early', 540 => 'mid', 1260 => 'late');
my %proof;    # last checksum of each page, to see which ones must be plated again
my $plates = 0;
for my $n (1 .. 1260) {
    my $key = $keys[ $n % @keys ];
    my $sum = print_product($key, int($n / @keys));
    $plates++ if ($proof{$key} // '') ne $sum;
    $proof{$key} = $sum;
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
