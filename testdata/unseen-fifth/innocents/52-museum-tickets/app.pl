#!/usr/bin/env perl
# ticket shop of a museum: baskets are kept for half an hour
use strict;
use warnings;
use Devel::MAT::Dumper;
use Museum::Baskets;

my $dir = shift or die "usage: $0 DIR\n";
srand 52;

my $minute  = 0;
my $baskets = Museum::Baskets->new(ttl => 30);
my $sold    = 0;

# more and more visitors come before the holidays
sub minutes {
    my ($count, $visitors) = @_;
    for (1 .. $count) {
        $minute++;
        for (1 .. $visitors) {
            my $token = $baskets->open($minute);
            $baskets->add($token, $minute, { kind => (qw(adult child group))[rand 3], day => 1 + int rand 28 }) for 1 .. 1 + rand 3;
            next if rand() < 0.6;
            $sold += $baskets->checkout($token);
        }
        $baskets->sweep($minute);
    }
    return;
}

for my $part (['early', 50, 3], ['mid', 100, 9], ['late', 100, 20]) {
    my ($name, $count, $visitors) = @$part;
    minutes($count, $visitors);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: minute %d, %d baskets, %d tickets sold\n", $name, $minute, $baskets->count, $sold;
}
