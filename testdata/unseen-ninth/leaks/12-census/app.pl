#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Census::Batch;

my $out = shift or die "usage: $0 OUTDIR\n";
my %report = (households => 0, persons => 0, doubtful => 0, age => [ (0) x 12 ]);

sub forms_of {
    my ($district) = @_;
    my @forms;
    for my $i (1 .. 14) {
        my $no = $district * 100 + $i;
        my @ages = map { ($no * 7 + $_ * 23) % 97 } 1 .. 1 + $no % 5;
        push @ages, 444 if $i == 13 && $district % 4 == 0;
        push @forms, $i == 7 && $district % 6 == 0 ? "$no|Elm Street" : join '|', $no, 'Elm Street ' . $i, join ',', @ages;
    }
    return \@forms;
}

my %dump_at = (110 => 'early', 360 => 'mid', 850 => 'late');
for my $district (1 .. 850) {
    my $batch = Census::Batch->new(district => $district, forms => forms_of($district), report => \%report);
    $batch->process;
    Devel::MAT::Dumper::dump("$out/$dump_at{$district}.pmat") if $dump_at{$district};
}
die "no forms counted\n" unless $report{households} > 850 * 13 - 200;
