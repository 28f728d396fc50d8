#!/usr/bin/env perl
#
# bootstrap_support.pl - how often does each clade occur in the replicates?
#
# The replicates come from a random tree builder here, in the lab they are the
# output of the maximum likelihood runs.

use strict;
use warnings;
use Devel::MAT::Dumper;
use lib 'lib';
use Phylo::Newick qw(parse_newick);

my $outdir = $ARGV[0] or die "usage: $0 OUTDIR\n";
my @TAXA   = qw(Pan Homo Gorilla Pongo Hylobates Macaca Papio Lemur);
my %support;
my $trees = 0;

srand(4242);

sub random_newick {
    my @parts = map { sprintf '%s:%.3f', $_, 0.01 + rand 0.2 } @TAXA;
    # neighbours are joined more often than strangers
    while (@parts > 2) {
        my $i = rand() < 0.7 ? 0 : int rand($#parts);
        my ($left, $right) = splice @parts, $i, 2;
        splice @parts, $i, 0, sprintf '(%s,%s):%.3f', $left, $right, 0.01 + rand 0.1;
    }
    return '(' . join(',', @parts) . ');';
}

sub add_replicates {
    my ($count) = @_;
    for (1 .. $count) {
        my $root = parse_newick(random_newick());
        $trees++;
        for my $node ($root->inner_nodes) {
            next if $node->is_root;
            my $clade = join '|', sort map { $_->name } $node->leaves;
            $support{$clade}{n}++;
            $support{$clade}{depth} += $node->depth;
        }
    }
}

sub report {
    my @best = sort { $support{$b}{n} <=> $support{$a}{n} } keys %support;
    printf "%5d trees, %3d clades, best %s (%.1f%%)\n", $trees, scalar @best, $best[0], 100 * $support{ $best[0] }{n} / $trees;
}

for my $step ([early => 120], [mid => 450], [late => 450]) {
    my ($name, $count) = @$step;
    add_replicates($count);
    Devel::MAT::Dumper::dump("$outdir/$name.pmat");
    report();
}
