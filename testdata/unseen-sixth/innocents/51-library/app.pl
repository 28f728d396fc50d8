#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Library::Catalogue;
use Library::Counter;

my $out  = shift or die "outdir\n";
my $late = shift || 25;
srand 21;

my $counter = Library::Counter->new(catalogue => Library::Catalogue->new(titles => 4000));

sub afternoon {
    for (1 .. 40) {
        # most people want the same books
        my $title = int(4000 * rand()**2);
        my $r = rand;
        if    ($r < .6) { $counter->record($title) }
        elsif ($r < .8) { $counter->lend($title, 'reader' . int rand 200) }
        elsif ($r < .9) { $counter->bring_back($title) }
        else            { $counter->subject(int rand 60) }
    }
}

afternoon() for 1 .. 5;
Devel::MAT::Dumper::dump("$out/early.pmat");
afternoon() for 1 .. 12;
Devel::MAT::Dumper::dump("$out/mid.pmat");
afternoon() for 1 .. $late;
Devel::MAT::Dumper::dump("$out/late.pmat");

print $counter->report, "\n";
