#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Depot::Schema;
use Depot::Lookup;

# Hand scanners in a depot ask for articles by their code.

my $out = shift or die "usage: $0 OUTDIR\n";
srand 51;

my $schema = Depot::Schema->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1});
$schema->set_up(1500);
my $lookup = Depot::Lookup->new($schema);

sub scan {
    my $times = shift;
    for (1 .. $times) {
        # some articles are asked for much more often than others
        my $number = rand() < 0.6 ? 1 + int rand 80 : 1 + int rand 1500;
        $lookup->article(sprintf 'ART%05d', $number);
    }
}

scan(150);
Devel::MAT::Dumper::dump("$out/early.pmat");
print 'early: ', $lookup->text, "\n";
scan(1500);
Devel::MAT::Dumper::dump("$out/mid.pmat");
print 'mid: ', $lookup->text, "\n";
my $load = 1;
scan(1500 * $load);
Devel::MAT::Dumper::dump("$out/late.pmat");
print 'late: ', $lookup->text, "\n";
