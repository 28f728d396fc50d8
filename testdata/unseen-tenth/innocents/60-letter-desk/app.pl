#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Letter::Desk;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 60;

my @kinds = qw(permit fine birth move dog waste vote tax parking library);
my @langs = (('en') x 8, ('de') x 4, 'fr');
my @filters = qw(wrap money table sum);
my $desk = Letter::Desk->new(templates => 'templates', signature => 'The mayor');

my @outbox;
my %dump_at = (10 => 'early', 60 => 'mid', 300 => 'late');
for my $n (1 .. 300) {
  # the counters open one after the other: at first only permits and fines
  my $open = 2 + int($n / 12);
  $open = @kinds if $open > @kinds;
  my @lines = map { {what => "item $_", amount => 5 * $_} } 1 .. $n % 5;
  my $text = $desk->letter(
    $kinds[rand $open], $langs[rand @langs],
    name    => "Citizen $n",
    number  => $n,
    now     => 1_700_000_000 + $n * 3600,
    lines   => \@lines,
    total   => $n % 150,
    filters => ['stamp', $n > 40 ? $filters[rand @filters] : ()],
  );
  push @outbox, $text;
  @outbox = () if @outbox == 15;        # the franking machine empties the tray
  Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
