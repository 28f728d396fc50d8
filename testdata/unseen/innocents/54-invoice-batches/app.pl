#!/usr/bin/env perl
use strict;
use warnings;
use Invoice::Source;
use Invoice::Reader;
use Invoice::Book;
use Devel::MAT::Dumper;

my $out    = shift or die "usage: $0 OUTDIR\n";
my $source = Invoice::Source->new(suppliers => 25, articles => 400);
my $book   = Invoice::Book->new(months => 3);
my $reader = Invoice::Reader->new(book => $book);
srand 23;

sub batches {
    for (1 .. shift) {
        my $kind = rand() < 0.5 ? 'dom' : 'stream';
        $reader->read($kind, $source->batch(5 + int rand 10));
        $book->next_day;
    }
}

sub snap {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $book->summary, "\n";
}

batches(45);
snap('early');
batches(45);
snap('mid');
batches(45);
snap('late');
