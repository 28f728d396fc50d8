#!/usr/bin/env perl
use v5.24;
use warnings;
use Devel::MAT::Dumper;
use Orch::Section;
use Orch::Manager;

my $outdir = shift // die "usage: $0 OUTDIR\n";
srand 6;

my $root = Orch::Section->new(name => 'Orchestra');
for my $part (qw(Strings Woodwind Brass Percussion)) {
    my $section = $root->add(Orch::Section->new(name => $part));
    $section->add(Orch::Section->new(name => "$part $_")) for 1 .. 4;
}
my $manager = Orch::Manager->new($root, most => 320);

sub weeks { my $n = shift; $manager->week for 1 .. $n }

weeks(10);
Devel::MAT::Dumper::dump("$outdir/early.pmat");
say $manager->text;
weeks(60);
Devel::MAT::Dumper::dump("$outdir/mid.pmat");
say $manager->text;
weeks(120);    # LOAD
Devel::MAT::Dumper::dump("$outdir/late.pmat");
say $manager->text;
