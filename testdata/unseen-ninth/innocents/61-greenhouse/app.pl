#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Green::Log;
use Green::Climate;

my $out = shift or die "usage: $0 OUTDIR\n";
my $log   = Green::Log->new(lines => 300, keep => 6);
my $house = Green::Climate->new(log => $log);
my $panel = '';

my %dump_at = (400 => 'early', 900 => 'mid', 3000 => 'late');
for my $n (1 .. 3000) {
    $house->step($n);
    $panel = join "\n", map { "$_->{at} $_->{level} $_->{text}" } $log->tail(12) if $n % 10 == 0;
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die "panel is empty\n" unless $panel =~ /temperature/;
