package Seismo::Names;
use strict;
use warnings;

# Every event carries the name of its channel. The names are kept once and
# shared; network, station and channel come from the official list.

our @NETWORKS = qw(BE CH DE FR);
our @STATIONS = map { sprintf 'S%02d', $_ } 1 .. 30;
our @CHANNELS = qw(BHE BHN BHZ HHE HHN HHZ);

my %known = map { $_ => 1 } @NETWORKS, @STATIONS, @CHANNELS;
my %intern;

sub intern {
    my ($net, $station, $channel) = @_;
    for my $part ($net, $station, $channel) { die "unknown code $part\n" unless $known{$part} }
    return $intern{$net}{$station}{$channel} ||= \"$net.$station.$channel";
}

1;
