use strict;
use warnings;
use Lexicon::Grammar;
use Lexicon::Tree;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 3;

my $grammar = Lexicon::Grammar->new;
my $tree    = Lexicon::Tree->new;
my %stage   = (400 => 'early', 1500 => 'mid', 4000 => 'late');
my $total   = 4000;

my ($new, $count) = (0, 0);
while ($count++ < $total) {
    my $word = $grammar->word;
    $new++ if $tree->insert($word);
    next unless my $s = delete $stage{$count};
    Devel::MAT::Dumper::dump("$out/$s.pmat");
}
my @some = $tree->completions('kal');
print "$new distinct words, ", scalar @some, " start with kal\n";
