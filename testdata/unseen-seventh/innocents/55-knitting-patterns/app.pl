use strict;
use warnings;
use Devel::MAT::Dumper;
use Knit::Editor;
use Knit::Designer;

# An editor for knitting patterns: a designer draws stitches, changes colours,
# mirrors rows and takes steps back now and then.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 88;

my $editor   = Knit::Editor->new(width => 24, height => 30, memory => 900);
my $designer = Knit::Designer->new(editor => $editor);

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    $designer->work($_) for 1 .. $n;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d steps done, %d taken back, %d can be undone\n%s\n", $editor->done, $editor->undone,
    $editor->undoable, $editor->row_text(3);
