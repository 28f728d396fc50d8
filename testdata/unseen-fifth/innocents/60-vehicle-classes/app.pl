#!/usr/bin/env perl
# insurance tariffs: the class of a vehicle is put together from its features
use strict;
use warnings;
use Devel::MAT::Dumper;
use Vehicle::Factory;

my $dir = shift or die "usage: $0 DIR\n";
srand 60;

my $factory = Vehicle::Factory->new;
my %premium;    # sum for each number of features
my $quotes = 0;

sub quotes {
    my ($count) = @_;
    for (1 .. $count) {
        my @features = grep { rand() < 0.35 } $factory->features;
        my $vehicle  = $factory->build(power => 40 + int rand 160, @features ? (features => \@features) : ());
        $premium{ scalar @features } += $vehicle->premium;
        my $method = 'rate_' . (qw(north south east west coast city))[rand 6];
        $premium{all} += $vehicle->$method;
        $quotes++;
    }
    return;
}

for my $part ([early => 15], [mid => 120], [late => 400]) {
    my ($name, $count) = @$part;
    quotes($count);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: %d quotes, %d classes\n", $name, $quotes, $factory->classes;
}
