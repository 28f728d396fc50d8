#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Bill::Import;
use Bill::Source;

# Imports the bills that a scanning service sends as text, day by day.

my $out = shift or die "usage: $0 OUTDIR\n";
srand 61;

my $source = Bill::Source->new(faulty => 0.12);
my $import = Bill::Import->new(source => $source);

$import->day(100);
Devel::MAT::Dumper::dump("$out/early.pmat");
print 'early: ', $import->summary, "\n";

$import->day(180 + int rand 60) for 1 .. 30;
Devel::MAT::Dumper::dump("$out/mid.pmat");
print 'mid: ', $import->summary, "\n";

$import->day(180 + int rand 60) for 1 .. 30;
Devel::MAT::Dumper::dump("$out/late.pmat");
print 'late: ', $import->summary, "\n";
