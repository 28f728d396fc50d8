#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Zone::Table;
use Zone::Sorter;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 56;

my %config = (blocks => 18, every => 60, parcels => 1500);
my $table = Zone::Table->new(blocks => $config{blocks});
my $sorter = Zone::Sorter->new(table => $table);
$table->load_block for 1 .. 3;      # the codes of the own region first

my %dump_at = (200 => 'early', 600 => 'mid', 1400 => 'late');
my $log = {sorted => 0, side => 0};
for my $n (1 .. $config{parcels}) {
  my $code = sprintf '%02d%03d', 10 + int rand $config{blocks}, int rand 500;
  my $depot = $sorter->sort_parcel({no => $n, code => $code, kg => 1 + $n % 20});
  $log->{$depot ? 'sorted' : 'side'}++;
  if ($n % $config{every} == 0 and !$table->complete) {
    $table->load_block;
    $sorter->retry_side;
  }
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die 'not complete' unless $table->complete;
