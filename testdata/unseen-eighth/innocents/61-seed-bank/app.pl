#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use SeedBank::Vault;
use SeedBank::Batch;

# A seed bank registers what its partners send.  Accessions are collected and
# written in batches, as the disk is slow; the vault answers questions about
# stock in between.
my $out   = shift or die "usage: app.pl OUTDIR\n";
my $vault = SeedBank::Vault->open;
my $batch = SeedBank::Batch->new(vault => $vault, size => 4000);
my %dump  = (1200 => 'early', 5500 => 'mid', 11900 => 'late');

my @genus = qw(Hordeum Triticum Avena Secale Oryza Zea Vicia Pisum);
my @field = qw(genus year donor);
srand 99;

for my $n (1 .. 12500) {
    $batch->add({
        no     => $n,
        genus  => $genus[ rand @genus ],
        year   => 1980 + int rand 40,
        donor  => 'D' . int rand 60,
        grains => 100 + int rand 900,
    });
    if ($n % 50 == 0) {
        # every sort of question comes up sooner or later
        my @by = grep { rand() < 0.4 } @field;
        $vault->stock(map { $_ => { genus => $genus[ rand @genus ], year => 1980 + int rand 40, donor => 'D7' }->{$_} } @by);
    }
    Devel::MAT::Dumper::dump("$out/$dump{$n}.pmat") if $dump{$n};
}
$batch->flush;
printf "%d accessions, %d grains, %d batches\n", $vault->stock, $batch->written;
