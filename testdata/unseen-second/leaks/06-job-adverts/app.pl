#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Jobs::Site;
use Jobs::Crawler;

my $out     = shift // die "usage: $0 OUTDIR\n";
my $site    = Jobs::Site->new(seed => 12);
my $crawler = Jobs::Crawler->new(site => $site, towns => [qw(Graz Linz Wels Steyr)]);

sub crawl {
    my ($pages, $name) = @_;
    $crawler->fetch_next for 1 .. $pages;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $crawler->status, "\n";
}

crawl(30,  'early');
crawl(200, 'mid');
crawl(200, 'late');
