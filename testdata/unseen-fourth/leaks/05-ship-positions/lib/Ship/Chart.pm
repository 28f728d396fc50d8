package Ship::Chart;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless { %arg, ship => {} }, $class }

sub seen {
    my ($self, $ship, $lat, $lon) = @_;
    my $track = $self->{ship}{$ship} ||= [];
    push @$track, [$lat, $lon];
    shift @$track if @$track > $self->{points};
    return;
}

sub count { return scalar keys %{ $_[0]{ship} } }

1;
