#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use DBI;
use Post::Source;
use Post::Directory;

# A service that checks addresses. It answers from the start; the directory of
# post codes is loaded region by region in the quiet moments, so that the start
# does not take long.

my $out = shift or die "usage: $0 OUTDIR\n";
srand 60;

my $dbh       = Post::Source::database();
my $directory = Post::Directory->new($dbh);
my %verdict;

sub serve {
    my ($questions, $quiet) = @_;
    for my $n (1 .. $questions) {
        my ($code, $town) = Post::Source::any_address();
        $verdict{ $directory->check($code, $town) }++;
        $directory->load_next if $n % $quiet == 0;
    }
}

sub dumped {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $directory->text, '; ', join(', ', map {"$_ $verdict{$_}"} sort keys %verdict), "\n";
}

serve(400, 200);
dumped('early');
serve(1600, 200);
dumped('mid');
my $load = 1;
serve(1600 * $load, 200);
dumped('late');
