#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Herb::Volumes;
use Herb::Index;

my ($out, $late) = @ARGV;
$late ||= 30;
srand 580;

my $volumes = Herb::Volumes->new(count => 6, sheets => 220);
my $index   = Herb::Index->new(volumes => $volumes);

# visitors ask for families; a volume is read when first needed
sub visitors {
    my ($n, @volumes) = @_;
    my $found = 0;
    for (1 .. $n) {
        my $vol = $volumes[ rand @volumes ];
        my $r   = rand;
        if    ($r < .5) { $found += $index->find($vol, genus => $volumes->genus(int rand 30)) }
        elsif ($r < .8) { $found += $index->find($vol, place => 'hill ' . int rand 25) }
        else            { $found += length $index->label($vol, int rand 220) }
    }
    return $found;
}

visitors(40, 1, 2);
Devel::MAT::Dumper::dump("$out/early.pmat");
visitors(100, 1 .. 4);
Devel::MAT::Dumper::dump("$out/mid.pmat");
visitors(30 * $late, 1 .. 6);
Devel::MAT::Dumper::dump("$out/late.pmat");

print $index->summary, "\n";
