#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Mojo::Log;
use Mojo::Promise;
use Meter::Gateway;

my $out = shift or die "usage: app.pl OUTDIR\n";
my $log = Mojo::Log->new(level => 'fatal');
my $gateway = Meter::Gateway->new->start;

# Counts of the 60 flats in the block, as the billing sees them.
my %count;
my %dump_at = (15 => 'early', 50 => 'mid', 120 => 'late');
my $round = 0;

sub read_round {
  my @meters = map { ($round * 20 + $_) % 60 } 1 .. 20;
  my @reads = map {
    my $meter = $_;
    $gateway->read_p($meter)->then(
      sub ($r)   { $count{$meter} = $r->{kwh} },
      sub ($err) { $log->warn($err) }
    )
  } @meters;
  Mojo::Promise->all(@reads)->finally(sub {
    $round++;
    Devel::MAT::Dumper::dump("$out/$dump_at{$round}.pmat") if $dump_at{$round};
    return Mojo::IOLoop->stop if $round >= 120;
    Mojo::IOLoop->timer(0.003 => sub { read_round() });
  });
}

read_round();
Mojo::IOLoop->start;
$log->info(join ' ', map {"$_=" . $gateway->stats->{$_}} sort keys %{$gateway->stats});
