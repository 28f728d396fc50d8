#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Claim::Form;
use Claim::Desk;

my $out = shift or die "usage: $0 OUTDIR\n";
my $desk  = Claim::Desk->new;
my @kinds = Claim::Desk::kinds();

sub claim {
    my ($n) = @_;
    # first the usual claims, the odd ones only turn up later in the year
    my $kind = $kinds[ $n % ($n < 100 ? 2 : $n < 500 ? 4 : scalar @kinds) ];
    return Claim::Form->new(
        number => $n, kind => $kind, holder => "Holder " . $n % 300, zip => sprintf('%05d', 10_000 + $n), town => 'Town',
        map { ("${kind}_$_->[0]" => $_->[1]) } [ value => 200 + $n % 900 ], [ age => $n % 15 ], [ damage => 100 + $n % 777 ], [ repair => 400 + $n % 600 ],
    );
}

my %dump_at = (90 => 'early', 450 => 'mid', 1500 => 'late');
my $bytes = 0;
for my $n (1 .. 1500) {
    my $claim = claim($n);
    $bytes += length $desk->settle($claim);
    $claim->phone('0' . $n), $claim->mail("h$n\@example.com") if $n % 10 == 0;
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
