#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Weather::Log;
use Weather::Stations;
use Weather::Windows;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 9;

Weather::Log->setup(keep => 150);
my $stations = Weather::Stations->new(count => 25);
my $windows  = Weather::Windows->new(minutes => 60, hours => 48, days => 2);
my $minute   = 0;

sub run_hours {
    my $hours = shift;
    for (1 .. 60 * $hours) {
        $minute++;
        next if $minute % 3;
        $windows->add($minute, $_) for $stations->readings($minute);
    }
}

run_hours(3);
Devel::MAT::Dumper::dump("$out/early.pmat");
print $windows->text, "\n";
run_hours(20);
Devel::MAT::Dumper::dump("$out/mid.pmat");
print $windows->text, "\n";
run_hours(36);    # LOAD
Devel::MAT::Dumper::dump("$out/late.pmat");
print $windows->text, "\n";
