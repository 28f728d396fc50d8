#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Taxi::Stats;
use Taxi::Dispatch;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 8;

my $stats = Taxi::Stats->new(window => 60);
my $dispatch = Taxi::Dispatch->new(stats => $stats, cars => 35);
my @stands = $dispatch->stands;

my %dump_at = (200 => 'early', 600 => 'mid', 1400 => 'late');
my @screen;
for my $n (1 .. 1400) {
  $dispatch->order($stands[rand @stands], $stands[rand @stands]);
  if ($n % 50 == 0) {
    @screen = map { sprintf '%-12s %6.1f', @$_ } $stats->board;
    print "$_\n" for $ENV{VERBOSE} ? @screen : ();
  }
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die 'board is empty' unless @screen;
