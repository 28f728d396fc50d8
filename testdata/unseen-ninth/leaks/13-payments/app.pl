#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Pay::Gateway;

my $out = shift or die "usage: $0 OUTDIR\n";
my @banks   = qw(Albion Bruma Corvo Delft);
my @bins    = map { sprintf '4%05d', $_ } 0 .. 19_999;      # the table of card prefixes
my %routes  = map { $bins[$_] => $banks[ $_ % @banks ] } 0 .. $#bins;
my $gateway = Pay::Gateway->new(routes => \%routes);

sub request {
    my ($n) = @_;
    return {
        no     => $n,
        card   => $bins[ $n * 7919 % @bins ] . sprintf('%010d', $n),
        cents  => 100 + $n * 613 % 10_000,
        basket => [ map { { sku => "S$_", title => "Thing $_ of order $n" } } 1 .. 3 ],
    };
}

my %dump_at = (300 => 'early', 1000 => 'mid', 2400 => 'late');
my $lamps = '';
for my $n (1 .. 2400) {
    $gateway->charge(request($n));
    $lamps = join '', map { $gateway->is_down($_) ? '!' : '.' } @banks if $n % 50 == 0;
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
