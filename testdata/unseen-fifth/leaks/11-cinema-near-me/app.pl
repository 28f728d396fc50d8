#!/usr/bin/env perl
# "which cinemas show it near me": distances are sorted by the data base
use strict;
use warnings;
use Devel::MAT::Dumper;
use Cinema::Store;
use Cinema::Finder;

my $dir = shift or die "usage: $0 DIR\n";
srand 111;

my $store  = Cinema::Store->new(cinemas => 60);
my $finder = Cinema::Finder->new(store => $store, cached => 80);
my %asked;

sub visitors {
    my ($count) = @_;
    for (1 .. $count) {
        my $place = { name => 'visitor', lat => 47 + rand 7, lon => 7 + rand 7, words => [map { 'tag' . int rand 50 } 1 .. 4] };
        my $film  = 'film ' . int rand 9;
        my @found = $finder->near($place, $film);
        $asked{$film}{times}++;
        $asked{$film}{found} += @found;
    }
    return;
}

for my $turn ([early => 100], [mid => 350], [late => 350]) {
    my ($name, $count) = @$turn;
    visitors($count);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: ", join(', ', map {"$_: $asked{$_}{times}"} sort keys %asked), "\n";
}
