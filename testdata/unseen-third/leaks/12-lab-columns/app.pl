#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Lab::Instrument;
use Lab::Sheet;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 12;

# Reads the tables of the instruments of a chemical laboratory. Each table
# has a line with the names of its columns.

my $instrument = Lab::Instrument->new;
my ($sheets, $rows, %mean) = (0, 0);

sub shift_of_work {
    my $count = shift;
    for (1 .. $count) {
        my $sheet = Lab::Sheet->read($instrument->export);
        $sheets++;
        $rows += $sheet->count;
        $mean{ $sheet->kind } = $sheet->mean;
    }
}

sub snapshot {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: $sheets sheets with $rows rows; ", join(', ', map { sprintf '%s %.2f', $_, $mean{$_} } sort keys %mean), "\n";
}

shift_of_work(20);
snapshot('early');
shift_of_work(160);
snapshot('mid');
shift_of_work(160);
snapshot('late');
