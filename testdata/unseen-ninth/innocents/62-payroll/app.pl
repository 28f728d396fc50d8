#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Payroll::Scenario;

my $out = shift or die "usage: $0 OUTDIR\n";
my $suite = Payroll::Scenario->new;

# the scenarios get longer with the size of the company
sub company {
    my ($n) = @_;
    my $size = $n < 100 ? 8 : $n < 300 ? 40 : 150;
    return [ map { {
        name     => "Employee $_",
        account  => sprintf('DE%08d', $n * 100 + $_),
        hours    => 120 + ($_ * 7) % 50,
        overtime => $_ % 4 ? 0 : 6,
        rate     => 14 + ($n + $_) % 20,
        class    => $_ % 3,
    } } 1 .. $size ];
}

my %dump_at = (80 => 'early', 200 => 'mid', 400 => 'late');
for my $n (1 .. 400) {
    $suite->check("company $n", company($n));
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
die "failed: @{ $suite->{failed} }\n" if @{ $suite->{failed} };
