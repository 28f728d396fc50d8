package FlatWatch::Market;
use strict;
use warnings;

sub new { bless { rooms => {} }, shift }

sub add {
    my ($self, $offer) = @_;
    my $r = $self->{rooms}{ $offer->{rooms} } ||= { n => 0, sum => 0 };
    $r->{n}++;
    $r->{sum} += $offer->{rent};
    return;
}

sub summary {
    my ($self) = @_;
    return join '', map {
        my $r = $self->{rooms}{$_};
        sprintf "%d rooms: %3d offers, %.0f on average\n", $_, $r->{n}, $r->{sum} / $r->{n}
    } sort keys %{ $self->{rooms} };
}

1;
