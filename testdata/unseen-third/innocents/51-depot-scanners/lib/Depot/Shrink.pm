package Depot::Shrink;
use strict;
use warnings;

# Makes room: when there are too many keys, those with the oldest marks go,
# from all the hashes that are given.

sub least_used {
    my ($used, $hashes, %limit) = @_;
    my $surplus = keys(%$used) - $limit{most};
    return 0 if $surplus <= 0;
    my @oldest = sort { $used->{$a} <=> $used->{$b} } keys %$used;
    my @gone   = @oldest[0 .. keys(%$used) - $limit{leave} - 1];
    delete @{$_}{@gone} for @$hashes;
    return scalar @gone;
}

1;
