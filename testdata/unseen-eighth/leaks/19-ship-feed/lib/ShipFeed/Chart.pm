package ShipFeed::Chart;
use strict;
use warnings;

use constant TRACK => 20;

sub new { bless { ship => {} }, shift }

sub ships { scalar keys %{ $_[0]{ship} } }

# The last positions of every ship make its wake on the chart.
sub plot {
    my ($self, $ship, $lat, $lon, $course) = @_;
    my $track = $self->{ship}{$ship} ||= [];
    push @$track, { lat => $lat, lon => $lon, course => $course };
    shift @$track if @$track > TRACK;
    return;
}

1;
