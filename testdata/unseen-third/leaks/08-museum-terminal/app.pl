#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Museum::Database;
use Museum::Catalogue;
use Museum::Terminal;

my $dir = $ARGV[0] || die "usage: $0 OUTDIR\n";
srand(88);

my $dbh      = Museum::Database::connect();
my $terminal = Museum::Terminal->new(Museum::Catalogue->new($dbh));

sub visitors {
    my $count = shift;
    for (1 .. $count) {
        my $year = 1500 + 10 * int rand 45;
        my $dice = rand;
        if    ($dice < 0.35) { $terminal->list_room(1 + int rand 30) }
        elsif ($dice < 0.65) { $terminal->teaser((qw(oil wood bronze silver glass))[ rand 5 ]) }
        else                 { $terminal->count_years($year, $year + 50) }
    }
}

visitors(60);
Devel::MAT::Dumper::dump("$dir/early.pmat");
print $terminal->usage, "\n";
visitors(600);
Devel::MAT::Dumper::dump("$dir/mid.pmat");
print $terminal->usage, "\n";
visitors(600);
Devel::MAT::Dumper::dump("$dir/late.pmat");
print $terminal->usage, "\n";
