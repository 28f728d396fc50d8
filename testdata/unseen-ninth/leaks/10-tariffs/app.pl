#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Tariff::Office;

my $out = shift or die "usage: $0 OUTDIR\n";
my $office = Tariff::Office->new;
my @names  = qw(basic family night green heatpump);
my @people = map { {
    no => $_, tariff => $names[ $_ % @names ], day => 1200 + $_ * 13 % 2500, night => 300 + $_ * 7 % 900,
} } 1 .. 200;

# the exchange moves every hour and the tariffs follow it
sub exchange_hour {
    my ($n) = @_;
    my $spot = 0.18 + ($n * 37 % 100) / 1000;
    for my $i (0 .. $#names) {
        next if ($n + $i) % 3 == 0;     # not every tariff follows each time
        my $text = sprintf 'base %.2f; day %.3f; night %.3f; above 3000 %.3f',
            9 + $i, $spot + 0.08 + $i / 100, $spot + 0.02, $spot + 0.06;
        $office->publish($names[$i], $text);
    }
}

my $income  = 0;
my %dump_at = (60 => 'early', 180 => 'mid', 420 => 'late');
exchange_hour(0);
$office->publish($_, 'base 9; day 0.3; night 0.2') for grep { !$office->{active}{$_} } @names;
for my $n (1 .. 420) {
    exchange_hour($n);
    $income += $office->bill($people[ ($n * 5 + $_) % @people ]) for 1 .. 5;
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
