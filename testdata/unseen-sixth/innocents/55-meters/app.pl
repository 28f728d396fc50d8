#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Meter::Town;
use Meter::Writer;
use Meter::Alarm;

my $out  = shift or die "outdir?\n";
my $late = shift || 1;
srand 550;

my $town   = Meter::Town->new(houses => 250);
my $writer = Meter::Writer->new(dir => $out, batch => 6000);
my $alarm  = Meter::Alarm->new;

sub quarter {
    for my $reading ($town->read_all) {
        $alarm->check($reading);
        $writer->add($reading);
    }
}

# 250 readings a quarter, so a file is full after 24 quarters
quarter() for 1 .. 26;
Devel::MAT::Dumper::dump("$out/early.pmat");
quarter() for 1 .. 30;              # 8 quarters into the third file
Devel::MAT::Dumper::dump("$out/mid.pmat");
quarter() for 1 .. 14 + 24 * ($late - 1) * 2;
Devel::MAT::Dumper::dump("$out/late.pmat");

$writer->flush;
printf "%d files, %d rows, %d alarms\n", $writer->files, $writer->rows, $alarm->count;
