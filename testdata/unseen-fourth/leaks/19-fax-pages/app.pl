#!/usr/bin/perl
# faxd - the spooler of the fax gateway (rewritten from the 1998 version, same handles)
use strict;
use lib 'lib';
use Devel::MAT::Dumper;
use Fax::Queue;
use Fax::Out;

my $outdir = shift or die "usage: $0 OUTDIR\n";
srand 1998;

$Fax::Out::spool = "$outdir/spool";
mkdir $Fax::Out::spool;

sub hour {
    Fax::Queue::submit(sprintf('0%d', 4000 + int rand 20), 1 + int rand 4) for 1 .. 5 + rand 10;
    while (my $fax = Fax::Queue::next_fax()) {
        if   (Fax::Out::send_fax($fax)) { Fax::Queue::done($fax) }
        else                            { Fax::Queue::again($fax) }
    }
}

for my $part ([ 'early', 12 ], [ 'mid', 60 ], [ 'late', 60 ]) {
    hour() for 1 .. $part->[1];
    Devel::MAT::Dumper::dump("$outdir/$part->[0].pmat");
    print "$part->[0]: ", Fax::Queue::status(), ', ', Fax::Out::status(), "\n";
}
rmdir $Fax::Out::spool;
