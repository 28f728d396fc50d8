#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Lab::Bench;
use Lab::Batch;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 61;

my $bench = Lab::Bench->new(cabinets => 6);
my %certificate;      # last result of each grower
my @kinds = qw(wheat rye barley oats);
my $report;

# Growers send batches; after the harvest they are much larger.
my %dump_at = (40 => 'early', 100 => 'mid', 210 => 'late');
for my $day (1 .. 240) {
  my $season = $day < 60 ? 12 : $day < 150 ? 60 : $day < 215 ? 160 : 8;
  my $grower = 'farm-' . ($day % 30);
  my $batch = Lab::Batch->new(grower => $grower, kind => $kinds[$day % @kinds], samples => $season + int rand 20);
  $batch->start($bench)->on_done(sub {
    my $r = shift;
    $certificate{$r->{grower}} = sprintf '%.1f', $r->{mean};
  })->retain;
  $bench->next_day;
  Devel::MAT::Dumper::dump("$out/$dump_at{$day}.pmat") if $dump_at{$day};
}
$bench->next_day for 1 .. 8;
die 'samples left in the cabinet' unless $bench->{in} == $bench->{out};
