package Taxi::Dispatch;
use strict;
use warnings;

my @stands = qw(station airport market harbour hospital);

sub new {
  my ($class, %arg) = @_;
  my $self = bless {stats => $arg{stats}, trip => 0, cars => {}}, $class;
  $self->{cars}{"car$_"} = {km => 0, at => $stands[$_ % @stands]} for 1 .. $arg{cars};
  $self->{line} = [sort keys %{$self->{cars}}];
  return $self;
}

# A passenger calls; the first car in the line drives.
sub order {
  my ($self, $from, $to) = @_;
  my $name = shift @{$self->{line}};
  my $trip = ++$self->{trip};
  my $car = $self->{cars}{$name};
  my $km = 1 + abs(length($from) - length($to)) + $trip % 7;
  $car->{km} += $km;
  $car->{at} = $to;
  push @{$self->{line}}, $name;

  my $stats = $self->{stats};
  $stats->rides(1);
  $stats->km($km);
  my $from_stand = "from_$from";
  $stats->$from_stand(1);
  # while a trip is under way, the board shows its kilometres
  my $this_trip = "trip_$trip";
  $stats->$this_trip($km);
  return $trip;
}

sub stands { @stands }

1;
