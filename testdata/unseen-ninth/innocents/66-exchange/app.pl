#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Exchange::Rates;
use Exchange::Counter;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 17;
my $rates   = Exchange::Rates->new(bytes => '90k');
my $counter = Exchange::Counter->new($rates);
my @codes   = Exchange::Rates::currencies();

sub customer {
    my ($n) = @_;
    my $minute = int($n / 4) - int rand 3;
    my ($from, $to) = @codes[ rand @codes, rand @codes ];
    return $counter->change(20 * (1 + int rand 30), $from, $to, $minute);
}

my %dump_at = (200 => 'early', 500 => 'mid', 2500 => 'late');
for my $n (1 .. 2500) {
    customer($n);
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die "no deals\n" unless $counter->{deals} == 2500;
