#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Log::Log4perl;
use Bank::Branch;
use Bank::Day;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 54;

Log::Log4perl->init(\<<'CONF');
log4perl.rootLogger = ERROR, Ring
log4perl.logger.bank = WARN
log4perl.logger.bank.transfer = INFO
log4perl.appender.Ring = Log::Log4perl::Appender::TestBuffer
log4perl.appender.Ring.name = ring
log4perl.appender.Ring.layout = Log::Log4perl::Layout::SimpleLayout
CONF

my $ring = Log::Log4perl::Appender::TestBuffer->by_name('ring');
my ($days, $sum) = (0, 0);

sub one_day {
    my $day = Bank::Day->new(number => ++$days);
    for (1 .. 40 + rand 40) {
        my $from = Bank::Branch->get(int(rand(70) * rand));
        my $to   = Bank::Branch->get(int(rand(70) * rand));
        my $kind = rand() < 0.7 ? 'transfer' : rand() < 0.9 ? 'cash' : 'bonds';
        $day->book($from, $to, $kind, 1 + int rand 9000);
    }
    $sum += $day->close_day;
    $ring->clear;
}

for my $step (['early', 1], ['mid', 12], ['late', 12]) {
    one_day() for 1 .. $step->[1];
    Devel::MAT::Dumper::dump("$out/$step->[0].pmat");
    printf "%s: %d days, %d branches, %d moved\n", $step->[0], $days, Bank::Branch->known, $sum;
}
