#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use IO::Async::Loop;
use IO::Async::Timer::Periodic;
use Turbine::Monitor;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 52;

# Ten turbines on the ridge; the SCADA sends every second (here: faster).
my %config = (turbines => 10, window => 900, interval => 0.001);
my $monitor = Turbine::Monitor->new(window => $config{window});
my $loop = IO::Async::Loop->new;
my %dump_at = (120 => 'early', 400 => 'mid', 1000 => 'late');
my ($t, $report) = (0);

my $scada = IO::Async::Timer::Periodic->new(
  interval => $config{interval},
  on_tick  => sub {
    $t++;
    for my $n (1 .. $config{turbines}) {
      my $wind = 8 + 4 * sin($t / 50 + $n);
      $monitor->sample("T$n", $t, temp => 60 + $wind * 2 + rand 15, rpm => $wind * 1.3 + rand 3, vibration => rand 5);
    }
    $report = $monitor->report if $t % 100 == 0;
    Devel::MAT::Dumper::dump("$out/$dump_at{$t}.pmat") if $dump_at{$t};
    $loop->stop if $t >= 1000;
  },
);
$scada->start;
$loop->add($scada);
$loop->run;
die 'no report' unless keys %$report == 30;
