#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Invoice::Importer;

my $out = shift or die "usage: app.pl OUTDIR\n";

my %importer = map { ($_ => Invoice::Importer->new(supplier => $_)) } qw(acme globex initech umbrella);
my @suppliers = sort keys %importer;
my @mail;

# Simulates the files that the suppliers drop during the day.
sub file {
  my ($n, $supplier) = @_;
  my @lines;
  for my $i (1 .. 8) {
    my $net = 10 + ($n * $i) % 400;
    my $vat = $net * 0.2;
    my $gross = $net + $vat;
    $gross += 1 if ($n + $i) % 11 == 0;
    my $date = ($n + $i) % 17 ? sprintf('2024-%02d-%02d', 1 + $n % 12, 1 + $i) : '1.5.2024';
    push @lines, sprintf '%s-%d-%d;%s;%.2f;%.2f;%.2f', uc $supplier, $n, $i, $date, $net, $vat, $gross;
  }
  return @lines;
}

my %dump_at = (100 => 'early', 350 => 'mid', 900 => 'late');
for my $n (1 .. 900) {
  my $supplier = $suppliers[$n % @suppliers];
  my $imp = $importer{$supplier};
  my $before = $imp->reject_count;
  $imp->import_line($_) for file($n, $supplier);
  if (my $bad = $imp->reject_count - $before) {
    push @mail, "$supplier: file $n, $bad rejected";
    shift @mail while @mail > 20;
  }
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die 'nothing booked' unless $importer{acme}->booked;
