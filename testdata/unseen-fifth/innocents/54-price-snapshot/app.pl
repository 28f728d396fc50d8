#!/usr/bin/env perl
# price list with two buffers: the next list is built while the last is read
use strict;
use warnings;
use Devel::MAT::Dumper;
use Price::Feed;
use Price::Board;

my $dir = shift or die "usage: $0 DIR\n";
srand 54;

my $board = Price::Board->new(feed => Price::Feed->new(articles => 900), slice => 30);
my ($asked, $sum) = (0, 0);

sub work {
    my ($rounds) = @_;
    for (1 .. $rounds) {
        $board->step;
        for (1 .. 10) {
            my $price = $board->price(1 + int rand 900) or next;
            $asked++;
            $sum += $price->{net};
        }
    }
    return;
}

# a list needs 30 steps: the dumps are made in different steps
for my $part (['early', 33], ['mid', 101], ['late', 123]) {
    work($part->[1]);
    Devel::MAT::Dumper::dump("$dir/$part->[0].pmat");
    printf "%s: list no. %d, %d in the next, %d questions\n", $part->[0], $board->generation, $board->pending, $asked;
}
