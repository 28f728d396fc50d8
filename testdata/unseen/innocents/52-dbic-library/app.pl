#!/usr/bin/env perl
use strict;
use warnings;
use Library::Schema;
use Library::Desk;
use Devel::MAT::Dumper;

my $out    = shift or die "usage: $0 OUTDIR\n";
my $schema = Library::Schema->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1, PrintError => 0});
$schema->fill(books => 300, readers => 60);
my $desk = Library::Desk->new(schema => $schema, cache => 80);
srand 6;

sub day {
    my $count = shift;
    for (1 .. $count) {
        my $dice = rand;
        if    ($dice < 0.4)  { $desk->lend(1 + int rand 60, 1 + int rand 300) }
        elsif ($dice < 0.75) { $desk->give_back(1 + int rand 300) }
        elsif ($dice < 0.9)  { $desk->search('Book ' . int rand 30) }
        else                 { $desk->reader_page(1 + int rand 60) }
    }
    $desk->close_day;
}

sub snap {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $desk->summary, "\n";
}

day(50) for 1 .. 4;
snap('early');
day(50) for 1 .. 6;
snap('mid');
day(50) for 1 .. 6;
snap('late');
