#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Herb::Import;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 60;

my $import = Herb::Import->new;

# a batch as it comes from the camera: the rare species are rare here, too
sub batch {
    my $sheets = shift;
    my $text   = "species,place,year,note\n";
    for (1 .. $sheets) {
        my $species = int 600 * rand() * rand() * rand();
        my $place   = int 300 * rand() * rand();
        $text .= sprintf qq{"Genus%d species%d","Hill %d",%d,"%s"\n}, $species % 60, $species, $place, 1850 + int rand 150,
            rand() < 0.03 ? '' : 'in flower, ' . int rand 1000;
    }
    return $text;
}

for my $step (['early', 2], ['mid', 22], ['late', 22]) {
    my ($name, $batches) = @$step;
    $import->read(batch(20 + int rand(rand() < 0.2 ? 600 : 100))) for 1 .. $batches - 1;
    $import->read(batch(150 + int rand 40));
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $import->text, "\n";
    $import->finish;
}
