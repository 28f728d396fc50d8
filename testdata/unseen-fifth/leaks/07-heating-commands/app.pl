#!/usr/bin/env perl
# sends commands to thermostats through a broker; a few are out of reach
use strict;
use warnings;
use Future::AsyncAwait;
use Devel::MAT::Dumper;
use Heat::Broker;
use Heat::House;

my $dir = shift or die "usage: $0 DIR\n";
srand 77;

my $broker = Heat::Broker->new(offline => 0.12);
my $house  = Heat::House->new(broker => $broker, rooms => 40);

sub evening {
    my ($rounds) = @_;
    for (1 .. $rounds) {
        $house->set_room(int rand 40, 17 + rand 6)->retain for 1 .. 6;
        $broker->deliver;
    }
    $broker->deliver while $broker->outstanding;
    return;
}

foreach my $phase (['early', 60], ['mid', 250], ['late', 250]) {
    my ($name, $rounds) = @$phase;
    evening($rounds);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: ", $house->status, "\n";
}
