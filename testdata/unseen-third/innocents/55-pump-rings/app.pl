#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use IO::Async::Loop;
use IO::Async::Timer::Periodic;
use Pump::Ring;
use Pump::Station;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 55;

tie my @journal, 'Pump::Ring', 300;
my $loop    = IO::Async::Loop->new;
my @station = map { Pump::Station->new(name => "station $_", journal => \@journal) } 1 .. 12;

my $load  = 1;
my %at    = (60 => 'early', 400 => 'mid', 400 + 340 * $load => 'late');
my $ticks = 0;

my $timer = IO::Async::Timer::Periodic->new(
    interval => 0.001,
    on_tick  => sub {
        my $self = shift;
        $ticks++;
        $_->measure($ticks) for @station;
        my $name = $at{$ticks} or return;
        Devel::MAT::Dumper::dump("$out/$name.pmat");
        print "$name: ", scalar @journal, " lines in the journal, the last: $journal[-1]\n";
        $loop->stop if $name eq 'late';
    },
);
$timer->start;
$loop->add($timer);
$loop->run;
