#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Customs::Tariff;
use Customs::Declaration;

# Works out the duty on parcels.  The rate for a class of goods from a country
# is looked up once and remembered.
my $out    = shift or die "usage: app.pl OUTDIR\n";
my $tariff = Customs::Tariff->new;
my %dump   = (300 => 'early', 900 => 'mid', 2500 => 'late');
my $total  = 0;

srand 77;
for my $n (1 .. 2500) {
    my $parcel = Customs::Declaration->random($n);
    $total += $parcel->duty($tariff);
    if (exists $dump{$n}) {
        Devel::MAT::Dumper::dump("$out/$dump{$n}.pmat");
    }
}
printf "duty %.2f, %d rates in use\n", $total / 100, $tariff->known;
