package Ships::Chart;
use strict;
use warnings;

sub new { return bless {last => {}, count => {}}, shift }

sub plot {
    my ($self, $report) = @_;
    my $ship = $report->{ship};
    my ($lat, $lon) = split /,/, $report->{pos} // '0,0';
    my $entry = $self->{last}{$ship} //= {};
    @$entry{qw(lat lon speed heading)} = ($lat, $lon, @$report{qw(spd hdg)});
    $self->{count}{$ship}++;
    return;
}

sub ships { return scalar keys %{$_[0]{last}} }

sub busiest {
    my ($self) = @_;
    my $count = $self->{count};
    my ($ship) = sort { $count->{$b} <=> $count->{$a} || $a <=> $b } keys %$count;
    return $ship // 'none';
}

1;
