#!/usr/bin/perl
# The library of an orchestra: which parts do we have for the pieces of a programme?
use strict;
use warnings;
use Devel::MAT::Dumper;
use DBI;
use Score::Library;
use Score::Loans;

my $dir = shift or die "usage: $0 DIR\n";
srand 1813;

my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1, AutoCommit => 1 });
my $library = Score::Library->new($dbh);
my $loans   = Score::Loans->new($dbh);
$library->create(pieces => 300);
$loans->create;

my ($programmes, $parts) = (0, 0);

sub week {
    for (1 .. 12 + rand 8) {
        my %piece = map { 1 + int(rand 300) => 1 } 1 .. 2 + rand 4;
        my @rows = $library->parts_for(keys %piece);
        $programmes++;
        $parts += @rows;
        $loans->lend($_->{id}, 'desk ' . int rand 30) for grep { rand() < 0.1 } @rows;
    }
    $loans->return_all;
}

for my $step ([early => 6], [mid => 24], [late => 24]) {
    my ($name, $weeks) = @$step;
    week() for 1 .. $weeks;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: $programmes programmes, $parts parts, ", $loans->count, " loans\n";
}
