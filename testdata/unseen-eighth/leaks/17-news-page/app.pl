#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use NewsPage::Request;
use NewsPage::Edition;

# The front page of a newspaper, built of boxes for each reader.
my $out     = shift or die "usage: app.pl OUTDIR\n";
my $edition = NewsPage::Edition->new(articles => 80);
my %save    = (100 => 'early', 350 => 'mid', 900 => 'late');
my ($pages, $bytes) = (0, 0);

for my $n (1 .. 900) {
    my $req = NewsPage::Request->new(
        edition => $edition,
        reader  => "reader" . ($n % 50),
        path    => $n % 3 ? '/' : '/sport',
    );
    $bytes += length $req->page;
    $pages++;
    Devel::MAT::Dumper::dump("$out/$save{$n}.pmat") if $save{$n};
}
print "$pages pages, $bytes bytes\n";
