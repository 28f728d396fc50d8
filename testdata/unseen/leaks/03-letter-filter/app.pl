#!/usr/bin/env perl
use strict;
use warnings;
use Letter::Batch;
use Letter::Archive;
use Devel::MAT::Dumper;

my $out     = shift or die "usage: $0 OUTDIR\n";
my $archive = Letter::Archive->new(keep => 30);
my $batch   = Letter::Batch->new(archive => $archive, customers => 90);

sub letters {
    my $count = shift;
    $batch->write_next for 1 .. $count;
}

letters(60);
Devel::MAT::Dumper::dump("$out/early.pmat");
letters(240);
Devel::MAT::Dumper::dump("$out/mid.pmat");
letters(240);
Devel::MAT::Dumper::dump("$out/late.pmat");
printf "%d letters, %d in the archive, %d characters\n", $batch->written, $archive->size, $archive->characters;
