#!/usr/bin/env perl
use v5.20;
use warnings;
use Chess::Club;
use Devel::MAT::Dumper;

my $out = $ARGV[0] // die "Usage: $0 OUTDIR\n";
srand 64;

my $club = Chess::Club->new(members => 24, keep => 40);

sub rounds {
    my $n = shift;
    $club->play_round for 1 .. $n;
    return $club->standing;
}

my $first = rounds(8);
Devel::MAT::Dumper::dump("$out/early.pmat");
my $second = rounds(50);
Devel::MAT::Dumper::dump("$out/mid.pmat");
my $third = rounds(50);
Devel::MAT::Dumper::dump("$out/late.pmat");
say for $first, $second, $third;
