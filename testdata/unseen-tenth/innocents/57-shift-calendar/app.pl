#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Shift::Rota;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 57;

my $rota = Shift::Rota->new(plant => 'paper mill');
my @last;
my %dump_at = (300 => 'early', 900 => 'mid', 2200 => 'late');

# The planners open weeks of this and other years (claims for old pay).
for my $n (1 .. 2200) {
  my $year = rand() < 0.3 ? 2024 : 1990 + int rand 60;
  my $plan = $rota->week($year, 1 + int rand 12, 1 + 7 * int rand 4);
  push @last, $plan->[0]{day};
  shift @last if @last > 10;
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die unless keys %{$rota->{pay}} == 4;
