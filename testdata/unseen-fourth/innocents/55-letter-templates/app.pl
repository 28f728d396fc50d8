#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Water::Letters;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 55;

my $letters = Water::Letters->new(path => 'tmpl', outbox => 40);

# mostly bills, sometimes reminders, hardly anything else
my @kind = (('bill') x 50, ('reminder') x 12, ('meter') x 6, ('welcome') x 4, ('goodbye') x 2, ('leak') x 2, 'pipes', 'chlorine');

sub work {
    my $n = shift;
    for (1 .. $n) {
        my $street = 'Brook Street ' . int rand 30;
        $letters->write($kind[ rand @kind ], street => $street, name => 'N. N. ' . int rand 900, cubic => 20 + int rand 200);
        $letters->snippet('Dear [% name %], your [% thing %] is ready.', name => $street, thing => (qw(meter tap))[ rand 2 ]) if rand() < 0.1;
    }
}

for my $step (['early', 15], ['mid', 350], ['late', 350]) {
    work($step->[1]);
    Devel::MAT::Dumper::dump("$out/$step->[0].pmat");
    print "$step->[0]: ", $letters->text, "\n";
}
