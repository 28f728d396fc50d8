#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Geo::Coder;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 31;

my $coder = Geo::Coder->new(remember => 600);
my @towns = qw(Ulm Jena Celle Worms Trier Fulda Goslar Passau);
my @streets = map { ("Lane $_", "Alley $_", "Square $_") } 1 .. 20;
my %sum = (n => 0, exact => 0);

my %dump_at = (300 => 'early', 700 => 'mid', 1600 => 'late');
for my $n (1 .. 1600) {
  # half of the parcels go to the ten big customers
  my @address = rand() < 0.5
    ? ('Lane ' . (1 + int rand 10), 1, 'Ulm')
    : ($streets[rand @streets], 1 + int rand 40, $towns[rand @towns]);
  my $place = $coder->locate(@address);
  $sum{n}++;
  $sum{exact} += $place->{exact};
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
printf STDERR "%d asked, %d kept\n", $coder->{asked}, $coder->{recent}->count if $ENV{VERBOSE};
