#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Freight::Rates;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 8;
my %month = (shipments => 0, cents => 0, legs => 0);

sub shipment {
    my ($n) = @_;
    return {
        no   => $n,
        from => sprintf('%05d', int rand 99_999),
        to   => sprintf('%05d', int rand 99_999),
        kg   => 20 + int rand 900,
    };
}

sub quote {
    my ($s) = @_;
    my $price = Freight::Rates::tariff(
        Freight::Rates::zone_of($s->{from}), Freight::Rates::zone_of($s->{to}), Freight::Rates::class_of($s->{kg}));
    $month{shipments}++;
    $month{cents} += $price->{cents};
    $month{legs}  += $price->{legs};
    return sprintf '%06d: %d.%02d', $s->{no}, int($price->{cents} / 100), $price->{cents} % 100;
}

my %dump_at = (500 => 'early', 2000 => 'mid', 7000 => 'late');
for my $n (1 .. 7000) {
    my $line = quote(shipment($n));
    die "strange quote $line\n" unless $line =~ /^\d{6}: \d+\.\d\d$/;
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
