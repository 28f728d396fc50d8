#!/usr/bin/perl
use strict;
use warnings;
use File::Temp qw(tempdir);
use Devel::MAT::Dumper;
use Lib::Pool;
use Lib::Branch;

my $target = $ARGV[0] or die "usage: $0 OUTDIR\n";
srand 17;

my $scratch = tempdir(CLEANUP => 1);
my $pool    = Lib::Pool->new(dsn => "dbi:SQLite:dbname=$scratch/library.db", most => 10, idle => 4);
my $branch  = Lib::Branch->new(pool => $pool);
$branch->create(books => 400);

sub report { my $name = shift; Devel::MAT::Dumper::dump("$target/$name.pmat"); print "$name: ", $branch->text, '; ', $pool->text, "\n" }

# how many readers stand at the desks at the same time, hour by hour
my @quiet = (1, 1, 2, 1, 2);
my @busy  = (2, 4, 6, 8, 9);

$branch->hour($_) for @quiet;
report('early');
$branch->hour($_) for (@quiet) x 3;
report('mid');
my $days = 3;    # LOAD
for (1 .. $days) { $branch->hour($_) for @quiet, @busy }
report('late');
$branch->close_all;
