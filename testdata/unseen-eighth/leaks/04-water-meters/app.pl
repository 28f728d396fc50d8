#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper qw();
use Meter::DB;
use Meter::Intake;
use Meter::Tariff;

# Water works: takes the readings that the radio gateways deliver over the
# day, checks each against the last one of its meter, and rates it.
my ($outdir) = @ARGV;
die "usage: app.pl OUTDIR\n" unless $outdir;

my $db     = Meter::DB->open(meters => 1500);
my $tariff = Meter::Tariff->new(zones => 120, steps => 60);
my $intake = Meter::Intake->new(db => $db, tariff => $tariff);

my @marks = (100, 400, 1000);
my @names = qw(early mid late);

for my $batch (1 .. $marks[2]) {
    my $meter = 1 + ($batch * 37) % 1500;
    $intake->reading(meter => $meter, at => 1000 + $batch, litres => $batch * 50 + $meter);
    for my $i (0 .. 2) {
        next unless $batch == $marks[$i];
        Devel::MAT::Dumper::dump("$outdir/$names[$i].pmat");
    }
}
printf "%d accepted, %d implausible, %.2f billed\n",
    @{ $intake->summary }{qw(accepted implausible billed)};
