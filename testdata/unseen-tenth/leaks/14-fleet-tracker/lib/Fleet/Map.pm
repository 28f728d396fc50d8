package Fleet::Map;
use strict;
use warnings;

# Last places of each lorry: at most "keep" fixes, for the trail on the map.
sub new {
  my ($class, %arg) = @_;
  return bless {keep => 50, trail => {}, grid => {}, %arg}, $class;
}

sub place {
  my ($self, $lorry, $fix) = @_;
  my $trail = $self->{trail}{$lorry} ||= [];
  push @$trail, $fix;
  shift @$trail while @$trail > $self->{keep};
  my $cell = sprintf '%d:%d', $fix->{lat} * 10, $fix->{lon} * 10;
  $self->{grid}{$cell}++;
  return scalar @$trail;
}

sub speed {
  my ($self, $lorry) = @_;
  my @t = @{$self->{trail}{$lorry} || []} or return 0;
  my $sum = 0;
  $sum += $_->{knots} for @t;
  return $sum / @t;
}

1;
