#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use IO::Async::Loop;
use IO::Async::Timer::Periodic;
use Box::Hall;
use Box::Office;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 11;

my $loop = IO::Async::Loop->new;
my $hall = Box::Hall->new(width => 24);
my $office = Box::Office->new(loop => $loop, hall => $hall);

my %dump_at = (120 => 'early', 400 => 'mid', 1000 => 'late');
my ($customers, $takings, @paying) = (0, 0);

sub customer {
  my $n = ++$customers;
  my $id = $office->hold("customer-$n", 1 + $n % 4);
  push @paying, $id if $id and rand() < 0.7;
  while (@paying > 3) { $takings += $office->pay(shift @paying) // 0 }
  $hall->clear if $n % 160 == 0 and !@paying;
  if ($office->{stats}{full} and $n % 10 == 0) { $hall->clear; $office->{stats}{full} = 0 }
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
  $loop->stop if $n >= 1000;
}

my $door = IO::Async::Timer::Periodic->new(
  interval => 0.002,
  on_tick  => sub { customer() if $customers < 1000 },
);
$door->start;
$loop->add($door);
$loop->run;
die 'nothing sold' unless $takings;
