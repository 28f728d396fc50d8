#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Form::Factory;
use Form::Office;

my $out = $ARGV[0] || die "usage: $0 OUTDIR\n";
srand 57;

my $factory = Form::Factory->new;
my $office  = Form::Office->new(factory => $factory, keep => 25);

$factory->make('Basic');    # at the start
$office->receive(12);
Devel::MAT::Dumper::dump("$out/early.pmat");
print $office->text, "\n";
$office->receive(80);
Devel::MAT::Dumper::dump("$out/mid.pmat");
print $office->text, "\n";
$office->receive($_) for 400;    # LOAD
Devel::MAT::Dumper::dump("$out/late.pmat");
print $office->text, "\n";
