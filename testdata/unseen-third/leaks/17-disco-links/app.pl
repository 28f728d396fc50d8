#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Disco::Store;
use Disco::Data::Artist;
use Disco::Loader;
use Disco::Page;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 1717;

my $store  = Disco::Store->fill(artists => 90);
my $loader = Disco::Loader->new(store => $store);
my %seen;

sub visits {
    my $n = shift;
    for (1 .. $n) {
        my $artist = $loader->artist(1 + int rand 90);
        my $page   = Disco::Page->new(artist => $artist);
        $page->render;
        $seen{ length($page->text) > 400 ? 'long' : 'short' }++;
    }
    return;
}

sub look { my $name = shift; Devel::MAT::Dumper::dump("$out/$name.pmat"); print "$name: $seen{long} long pages, ", $seen{short} // 0, " short ones\n"; return }

visits(60);  look('early');
visits(400); look('mid');
visits(400); look('late');
