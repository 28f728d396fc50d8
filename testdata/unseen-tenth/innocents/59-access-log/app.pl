#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Access::Stats;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 59;

my @agents = map { my $os = $_; map {"Mozilla/5.0 ($os) Gecko/20100101 Firefox/$_.0"} 90 .. 99 } 'X11; Linux x86_64', 'Windows NT 10.0', 'Macintosh';
my @refs = ('-', map {"https://www.news$_.example/article"} 1 .. 20);
my @paths = map {"/page/$_"} 1 .. 200;
my @codes = ((200) x 20, 301, 304, 304, 403, 404, 404, 500, 502);

# A day of traffic of the town's web site, replayed.
my $stats = Access::Stats->new;
my $bad = 0;
my %dump_at = (240 => 'early', 720 => 'mid', 2000 => 'late');
for my $tick (1 .. 2000) {
  my $minute = $tick % 1440;
  for (1 .. 3) {
    my $line = sprintf '10.0.%d.%d - - [01/Jan/2024:%02d:%02d:%02d +0000] "GET %s HTTP/1.1" %d %d "%s" "%s"',
      rand 4, 1 + rand 250, $minute / 60, $minute % 60, rand 60, $paths[rand @paths], $codes[rand @codes], 200 + rand 9000,
      $refs[rand @refs], $agents[rand @agents];
    $bad++ unless $stats->line($line);
  }
  Devel::MAT::Dumper::dump("$out/$dump_at{$tick}.pmat") if $dump_at{$tick};
}
die "$bad bad lines" if $bad;
printf STDERR "busiest %s, %d strings\n", $stats->busiest, Access::Intern->count if $ENV{VERBOSE};
