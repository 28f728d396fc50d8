#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Mojo::Log;
use Archive::Catalogue;
use Archive::Audit;

my $out = shift or die "usage: app.pl OUTDIR\n";
my %config = (departments => 12, series => 8, boxes => 10, seed => 77);

my $log = Mojo::Log->new(level => 'fatal');
my $catalogue = Archive::Catalogue->new->load(@config{qw(departments series boxes)});
my $audit = Archive::Audit->new(catalogue => $catalogue);

srand $config{seed};
my %dump_at = (150 => 'early', 500 => 'mid', 1200 => 'late');
my @states = ('stored', 'stored', 'stored', 'reading room', 'missing');

for my $round (1 .. 1200) {
  # the day's movements, then an audit of one department
  $catalogue->set_state(1 + int rand 900, $states[rand @states]) for 1 .. 6;
  my $report = $audit->run($round);
  $log->info("$report->{department}: $report->{items} items, $report->{out} out");
  if (my $name = $dump_at{$round}) {
    $log->info($audit->summary);
    Devel::MAT::Dumper::dump("$out/$name.pmat");
  }
}
