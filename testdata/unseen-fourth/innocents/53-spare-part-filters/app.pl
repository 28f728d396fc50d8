#!/usr/bin/perl
use strict;
use warnings;
use DBI;
use Devel::MAT::Dumper;
use Parts::Search;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 53;

my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1 });
my $search = Parts::Search->new($dbh, keep => 30);
$search->fill(600);

sub customers {
    my $n = shift;
    for (1 .. $n) {
        my %form = (order => (qw(id id id price price stock name weight))[ rand 8 ]);
        $form{max_price} = 10 + int rand 90  if rand() < 0.6;
        $form{maker}     = 'maker ' . int rand 12 if rand() < 0.4;
        $form{in_stock}  = 1                 if rand() < 0.3;
        $form{max_weight} = 1 + int rand 20  if rand() < 0.1;
        $form{desc}      = 1                 if rand() < 0.3;
        $search->find(\%form);
    }
}

for my $step (['early', 60], ['mid', 500], ['late', 500]) {
    customers($step->[1]);
    Devel::MAT::Dumper::dump("$out/$step->[0].pmat");
    print "$step->[0]: ", $search->text, "\n";
}
