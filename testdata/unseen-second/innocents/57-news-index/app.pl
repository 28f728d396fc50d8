#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use News::Wire;
use News::Index;
use News::Desk;

my $dir = shift or die "usage: $0 OUTDIR\n";
srand 23;

my $wire  = News::Wire->new;
my $index = News::Index->new(window => 900);
my $desk  = News::Desk->new(index => $index, cache => 40);

# the archive of the last days is loaded while the first readers come
sub load { $index->add($wire->message) for 1 .. shift }
sub live {
    for (1 .. shift) {
        $index->add($wire->message) if rand() < 0.5;
        $desk->search($wire->some_words(1 + int rand 2));
    }
}

load(200);
live(30);
Devel::MAT::Dumper::dump("$dir/early.pmat");
print $desk->text, "\n";
load(500);
live(60);
Devel::MAT::Dumper::dump("$dir/mid.pmat");
print $desk->text, "\n";
load(170);
live(400);    # LOAD
Devel::MAT::Dumper::dump("$dir/late.pmat");
print $desk->text, "\n";
