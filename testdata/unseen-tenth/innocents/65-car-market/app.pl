#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Car::Stock;
use Car::Search;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 65;

my $dbh = Car::Stock->connect(800);
my $search = Car::Search->new($dbh);
my @makes = Car::Stock->makes;
my @fuels = Car::Stock->fuels;
my $hits = 0;

# Visitors fill in some of the fields of the search form.
sub visitor {
  my %want;
  $want{make}      = $makes[rand @makes]      if rand() < 0.6;
  $want{fuel}      = $fuels[rand @fuels]      if rand() < 0.4;
  $want{max_price} = 2000 + 500 * int rand 50 if rand() < 0.5;
  $want{min_year}  = 2006 + int rand 15       if rand() < 0.3;
  $want{max_km}    = 10_000 * int rand 20     if rand() < 0.3;
  return \%want;
}

my %dump_at = (80 => 'early', 300 => 'mid', 1000 => 'late');
for my $n (1 .. 1000) {
  my $rows = $search->run(visitor(), (qw(price price year km make))[rand 5], rand() < 0.3 ? 'desc' : 'asc');
  $hits += @$rows;
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die 'found nothing' unless $hits;
printf STDERR "%d statements\n", scalar keys %{$dbh->{CachedKids}} if $ENV{VERBOSE};
