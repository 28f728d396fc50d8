#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Price::Reader;

my $out = shift or die "usage: app.pl OUTDIR\n";

my %config = (pages => 700, mail_every => 50);
my $reader = Price::Reader->new(agent => 'price-watch/2');
my (@fallen, @sent);

my %dump_at = (60 => 'early', 250 => 'mid', 700 => 'late');
for my $n (1 .. $config{pages}) {
  my $fell = $reader->read_page($n);
  push @fallen, {page => $n, count => $fell, at => time} if $fell;
  if ($n % $config{mail_every} == 0) {
    # one mail for each round; the last ten are shown on the web page
    push @sent, join ', ', map {"page $_->{page}: $_->{count}"} splice @fallen;
    shift @sent while @sent > 10;
  }
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die 'nothing read' unless $reader->{seen} == 12 * $config{pages};
die 'no links' unless @{$reader->{links}};
