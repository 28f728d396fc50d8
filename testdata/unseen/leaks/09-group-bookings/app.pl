#!/usr/bin/env perl
use strict;
use warnings;
use Theatre::BoxOffice;
use Devel::MAT::Dumper;

my $out    = shift or die "usage: $0 OUTDIR\n";
my $office = Theatre::BoxOffice->new(plays => [qw(Hamlet Medea Faust Godot)], seats => 240);
srand 31;

sub evenings {
    for (1 .. shift) {
        $office->open_evening;
        my $sold = 0;
        while ($sold < 200) { $sold += $office->sell(rand() < 0.35 ? 5 + int rand 20 : 1) }
        $office->cancel(int rand 20) for 1 .. 4;
        $office->close_evening;
    }
}

evenings(20);
Devel::MAT::Dumper::dump("$out/early.pmat");
evenings(120);
Devel::MAT::Dumper::dump("$out/mid.pmat");
evenings(120);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $office->summary, "\n";
