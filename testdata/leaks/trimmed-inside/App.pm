package App;
use strict;
use warnings;

our $house = { bids => {} };

sub bid {
    my ($self, $lot, $bid) = @_;
    my $bids = $self->{bids}{$lot} //= [];
    push @$bids, $bid;
    shift @$bids while @$bids > 5;
    return;
}

sub work {
    my (undef, $n) = @_;
    bid($house, "lot $n", { by => "bidder $_", price => $n + $_ }) for 1 .. 8;
    return;
}
1;
