#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Warehouse::Floor;
use Warehouse::Trip;

# One shift of the picking robots.
my $out   = shift or die "usage: app.pl OUTDIR\n";
my $floor = Warehouse::Floor->new(width => 60, depth => 40);

my @under_way;
my $sent = 0;
my ($picked, $metres) = (0, 0);
my %dump = (200 => 'early', 700 => 'mid', 1800 => 'late');
srand 21;

while ($picked < 1800) {
    while (@under_way < 15) {
        my $trip = Warehouse::Trip->new(robot => ++$sent % 15, from => $floor->dock, to => $floor->random_shelf);
        $trip->plan($floor);
        push @under_way, $trip;
    }
    $_->advance for @under_way;
    my @arrived = grep { $_->arrived } @under_way;
    @under_way = grep { !$_->arrived } @under_way;
    for my $trip (@arrived) {
        $floor->visited($trip->target);
        $metres += $trip->length;
        Devel::MAT::Dumper::dump("$out/$dump{$picked}.pmat") if $dump{ ++$picked };
    }
}
print "$picked picks, $metres m\n";
