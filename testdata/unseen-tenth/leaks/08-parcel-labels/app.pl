#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Parcel::Label;
use Parcel::Carrier;

my $out = shift or die "usage: app.pl OUTDIR\n";

my @cities = (['10115', 'Berlin'], ['20095', 'Hamburg'], ['80331', 'Munich'], ['50667', 'Cologne'], ['70173', 'Stuttgart']);
my %day = (labels => 0, sum => 0);
my @printer;

sub order {
  my $n = shift;
  my ($zip, $city) = @{$cities[$n % @cities]};
  return {
    address => {name => "Customer $n", street => 'Main street ' . ($n % 120), zip => $zip, city => $city},
    weight  => 0.5 + ($n * 13) % 32,
    urgent  => $n % 6 == 0,
  };
}

sub flush_printer {
  my $bytes = 0;
  $bytes += length $_->as_text for @printer;
  $_->stamp('printed') for @printer;
  @printer = ();
  return $bytes;
}

my %dump_at = (150 => 'early', 450 => 'mid', 1100 => 'late');
for my $n (1 .. 1100) {
  my $o = order($n);
  my $class = Parcel::Carrier->class_for($o->{weight}, $o->{urgent});
  my $label = $class->new(address => $o->{address}, weight => $o->{weight});
  $label->stamp('priced');
  $day{labels}++;
  $day{sum} += Parcel::Carrier->price($label);
  push @printer, $label;
  flush_printer() if @printer >= 10;
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
