#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Doc::Registry;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 62;

my $registry = Doc::Registry->new;
my @files = map {"chapters/part$_.txt"} 1 .. 400;

# Writers come and go; each has one to five documents open while he is here.
my %desk;
my $next = 0;
sub arrive {
  my $name = 'writer-' . ++$next;
  $desk{$name} = {map { ($_->path => $_) } map { $registry->fetch($files[rand @files]) } 0 .. rand 5};
}
sub leave { my ($name) = sort { ($desk{$a}{since} // 0) <=> ($desk{$b}{since} // 0) || $a cmp $b } keys %desk; delete $desk{$name} }

my %dump_at = (150 => 'early', 500 => 'mid', 1200 => 'late');
for my $t (1 .. 1200) {
  # seats in the house: the second hall opens later
  my $seats = $t < 300 ? 10 : $t < 900 ? 16 : 24;
  arrive();
  leave() while keys %desk > $seats;
  for my $docs (values %desk) {
    my ($doc) = values %$docs;
    $doc->edit(int rand 12, "changed at $t");
  }
  if (my $name = $dump_at{$t}) { Devel::MAT::Dumper::dump("$out/$name.pmat") }
}
my @still_open = $registry->paths;
die 'registry too large' if @still_open > 24 * 5;
