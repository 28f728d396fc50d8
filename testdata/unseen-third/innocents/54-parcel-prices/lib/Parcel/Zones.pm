package Parcel::Zones;
use strict;
use warnings;

# the zones and their neighbours
my %near;
for my $zone (1 .. 30) {
    for my $other ($zone % 30 + 1, ($zone * 7) % 30 + 1) {
        $near{$zone}{$other} = $near{$other}{$zone} = 1;
    }
}

sub distance {
    my ($from, $to) = @_;
    my %seen  = ($from => 0);
    my @queue = $from;
    while (@queue) {
        my $zone = shift @queue;
        return $seen{$zone} if $zone == $to;
        for my $next (sort keys %{ $near{$zone} }) {
            next if exists $seen{$next};
            $seen{$next} = $seen{$zone} + 1;
            push @queue, $next;
        }
    }
    return 10;
}

1;
