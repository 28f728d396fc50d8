use strict;
use warnings;
use Devel::MAT::Dumper;
use Archive::Tree;
use Archive::Scanner;
use Archive::Albums;

# A photo archive: a recurring job looks at the card readers' folders, finds
# what is new and keeps the albums up to date.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 17;

my $tree    = Archive::Tree->new->fill(years => 3, shoots => 4, pictures => 2);
my $albums  = Archive::Albums->new(keep => 40);
my $scanner = Archive::Scanner->new(tree => $tree, max_depth => 6);

$scanner->on(found => sub {
    my ($self, $folder, $pictures) = @_;
    $albums->update($folder, $pictures);
});
$scanner->on(skipped => sub { $albums->note_skipped($_[1]) });

my @plan = ([200, 'early'], [400, 'mid'], [$tail, 'late']);
my $done = 0;

sub next_round {
    my $folders = $tree->folders;
    my $folder  = $folders->[$done % @$folders];
    $tree->touch($folder, $done) if $done % 3 == 0;
    $scanner->rescan($done % 50 == 49 ? "$folder/missing" : $folder);
    $done++;
}

for my $part (@plan) {
    my ($rounds, $name) = @$part;
    next_round() for 1 .. $rounds;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d rounds, %d albums, %d pictures seen\n", $done, $albums->count,
    $albums->total;
