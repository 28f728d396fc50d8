#!/usr/bin/env perl
use strict;
use warnings;
use Letter::Templates;
use Letter::Office;
use Letter::Catalog;
use Devel::MAT::Dumper;

my $outdir = shift or die "usage: app.pl OUTDIR\n";
srand 2;

my $templates = Letter::Templates->new(kinds => 40);
my $office    = Letter::Office->new(templates => $templates, catalog => 'Letter::Catalog', copies => 30);

sub letters { my $n = shift; $office->write_letter for 1 .. $n }

letters(15);
Devel::MAT::Dumper::dump("$outdir/early.pmat");
print $office->text, "\n";
letters(90);
Devel::MAT::Dumper::dump("$outdir/mid.pmat");
print $office->text, "\n";
my $more = 600;    # LOAD
letters($more);
Devel::MAT::Dumper::dump("$outdir/late.pmat");
print $office->text, "\n";
