#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use PostCodes::Gazetteer;
use PostCodes::Checker;

# Checks delivery addresses.  The gazetteer is read in small portions between
# the requests, so that the service answers from the first second.
my $out     = shift or die "usage: app.pl OUTDIR\n";
my $gaz     = PostCodes::Gazetteer->new(places => 5200, portion => 10);
my $checker = PostCodes::Checker->new(gazetteer => $gaz);
my %dump    = (100 => 'early', 350 => 'mid', 900 => 'late');
my %verdict;

srand 27;
for my $n (1 .. 900) {
    $gaz->read_portion unless $gaz->complete;
    my $place = int rand 5400;
    $verdict{ $checker->check(sprintf('%05d', 10000 + $place), 'Place ' . ($place % 5 ? $place : $place + 1)) }++;
    Devel::MAT::Dumper::dump("$out/$dump{$n}.pmat") if $dump{$n};
}
printf "%s: %d\n", $_, $verdict{$_} for sort keys %verdict;
printf "%d places, %d county names\n", $gaz->count, $gaz->counties;
