#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Library::Schema;
use Library::Desk;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 1912;

my %config = (readers => 400, books => 2500);
my $desk = Library::Desk->new(Library::Schema->connect(%config));
my $journal = {lent => 0, back => 0, refused => 0};

# Warm the shelf plan before the doors open.
$desk->shelf_of($_) for 1 .. $config{books};

my %dump_at = (100 => 'early', 350 => 'mid', 900 => 'late');
my @out;
for my $visit (1 .. 900) {
  my $reader = 1 + int rand $config{readers};
  for (1 .. 3) {
    my $book = 1 + int rand $config{books};
    if ($desk->lend($reader, $book)) {
      push @out, $book;
      $journal->{lent}++;
      $journal->{shelf}{substr $desk->shelf_of($book), 0, 2}++;
    }
    else { $journal->{refused}++ }
  }
  if (@out > 40) {
    my @back = splice @out, 0, 3 + int rand 3;
    $journal->{back} += $desk->give_back(@back);
  }
  if ($visit % 30 == 0) { $desk->next_day; $desk->purge }
  Devel::MAT::Dumper::dump("$out/$dump_at{$visit}.pmat") if $dump_at{$visit};
}
die 'no business' unless $journal->{lent} and $journal->{back};
