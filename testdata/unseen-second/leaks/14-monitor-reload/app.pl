#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Watch::Source;
use Watch::Config;
use Watch::Monitor;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 19;

my $source  = Watch::Source->new(hosts => 14);
my $monitor = Watch::Monitor->new(history => 40);
$monitor->use_config(Watch::Config->parse($source->text));

sub run_days {
    my $days = shift;
    for (1 .. $days) {
        $monitor->check_all for 1 .. 3;
        $source->somebody_edits;
        $monitor->use_config(Watch::Config->parse($source->text));    # every night
    }
}

run_days(4);
Devel::MAT::Dumper::dump("$out/early.pmat");
print $monitor->text, "\n";
run_days(30);
Devel::MAT::Dumper::dump("$out/mid.pmat");
print $monitor->text, "\n";
run_days(30);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $monitor->text, "\n";
