#!/usr/bin/perl
use strict;
use warnings;
use AnyEvent;
use Devel::MAT::Dumper;
use Broker::Backend;
use Broker::Pool;

# Ticket broker in front of a seat server.  Sales open at noon: the number of
# requests at a time goes up from wave to wave.
my $out = shift or die "usage: app.pl OUTDIR\n";

my $backend = Broker::Backend->start;
my $pool    = Broker::Pool->new(host => '127.0.0.1', port => $backend->port, max => 40);

my @wave  = ((4) x 15, (12) x 15, (60) x 20);
my %dump  = (10 => 'early', 25 => 'mid', 45 => 'late');
my %sold;
my $wave_no = 0;

for my $size (@wave) {
    $wave_no++;
    my $cv = AnyEvent->condvar;
    for my $i (1 .. $size) {
        $cv->begin;
        $pool->request("HOLD row$i wave$wave_no", sub {
            my ($answer) = @_;
            $sold{$answer}++;
            $cv->end;
        });
    }
    $cv->recv;
    Devel::MAT::Dumper::dump("$out/$dump{$wave_no}.pmat") if $dump{$wave_no};
}
printf "%d connections made; %s\n", $pool->made, join ', ', map { "$_ $sold{$_}" } sort keys %sold;
