#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use PaymentGate::Breaker;
use PaymentGate::Bank;
use PaymentGate::Journal;

# Card payments of a ticket shop.  The bank's gateway times out now and then;
# a breaker holds payments back when that gets too frequent.
my $out = shift or die "usage: app.pl OUTDIR\n";

my $now     = 0;
my $clock   = sub { $now };
my $bank    = PaymentGate::Bank->new(trouble => 0.06);
my $journal = PaymentGate::Journal->new(keep => 4000);
my $breaker = PaymentGate::Breaker->new(clock => $clock, window => 60, limit => 25, pause => 30);

my %dump = (2500 => 'early', 6000 => 'mid', 14000 => 'late');
srand 13;

for my $n (1 .. 14000) {
    $now += 0.5;
    my $order = {
        id    => $n,
        card  => sprintf('%016d', 4_000_000_000 + $n),
        cent  => 500 + ($n * 7) % 9000,
        lines => [ map { { seat => "R$_", cent => 100 * $_ } } 1 .. 4 ],
    };
    my $res = $breaker->call(sub { $bank->charge($order) });
    $journal->note($n, $res);
    Devel::MAT::Dumper::dump("$out/$dump{$n}.pmat") if $dump{$n};
}
print $journal->report;
