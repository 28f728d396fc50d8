#!/usr/bin/env perl
# address search: the directory is read in slices between the questions
use strict;
use warnings;
use Devel::MAT::Dumper;
use Street::Index;

my $dir = shift or die "usage: $0 DIR\n";
srand 53;

my $index = Street::Index->new(file => 'data/streets.csv');
my %hits  = (found => 0, none => 0);

sub serve {
    my ($rounds) = @_;
    for (1 .. $rounds) {
        $index->read_some(40);
        for (1 .. 15) {
            my $word = (qw(linden hafen kirch mühlen garten berg wald rosen))[rand 8] . (qw(weg str allee gasse))[rand 4];
            $hits{ $index->search($word) ? 'found' : 'none' }++;
        }
    }
    return;
}

for my $step ([early => 8], [mid => 20], [late => 20]) {
    my ($name, $rounds) = @$step;
    serve($rounds);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: %d addresses, %d words, %d found, %d not\n", $name, $index->size, $index->words, @hits{qw(found none)};
}
