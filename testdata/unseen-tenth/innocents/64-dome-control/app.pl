#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Dome::Journal;
use Dome::Controller;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 64;

my $journal = Dome::Journal->new(per_segment => 250, segments => 6);
my $dome = Dome::Controller->new(journal => $journal);
my @commands = ('open', 'turn', 'turn', 'turn', 'close', 'park', 'wobble');

my %dump_at = (90 => 'early', 330 => 'mid', 1300 => 'late');
for my $minute (1 .. 1300) {
  my $c = $commands[rand @commands];
  $dome->command($c, $c eq 'turn' ? int rand 360 : ());
  $dome->step(5 + rand 11) for 1 .. 4;
  Devel::MAT::Dumper::dump("$out/$dump_at{$minute}.pmat") if $dump_at{$minute};
}
die 'no rotation' unless $journal->{dropped};
printf STDERR "%d lines, %d dropped blocks, %d errors\n", $journal->{total}, $journal->{dropped}, $journal->errors if $ENV{VERBOSE};
