#!/usr/bin/env perl
# asks the controllers of lifts for their state and books trips
use strict;
use warnings;
use Devel::MAT::Dumper;
use Lift::Proxy;
use Lift::Bus;

my $dir = shift or die "usage: $0 DIR\n";
srand 1717;

my $bus  = Lift::Bus->new(lifts => 30);
my $lift = Lift::Proxy->new($bus);
my %trips;
my $trip = 0;

sub work {
    my ($count) = @_;
    for (1 .. $count) {
        my $number = 1 + int rand 30;
        my $state  = "lift_${number}_state";
        my $where  = $lift->$state;
        if (rand() < 0.5) {
            my $id   = ++$trip;
            my $book = "trip_${id}_book";
            $lift->$book($number, $where->{floor}, int rand 12);
            push @{ $trips{$number} }, $id;
            while (@{ $trips{$number} } > 5) {
                my $old  = shift @{ $trips{$number} };
                my $done = "trip_${old}_done";
                $lift->$done;
            }
        }
    }
    return;
}

for my $part ([early => 250], [mid => 900], [late => 900]) {
    work($part->[1]);
    Devel::MAT::Dumper::dump("$dir/$part->[0].pmat");
    printf "%s: %d trips, %d on the bus, %d calls\n", $part->[0], $trip, $bus->open_trips, $lift->calls;
}
