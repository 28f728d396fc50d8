package Turbine::Monitor;
use Moose;
use Turbine::Ring;

has window => (is => 'ro', default => sub { 900 });
has rings  => (is => 'ro', default => sub { {} });
has alarms => (is => 'ro', default => sub { {} });
has limit  => (is => 'ro', default => sub { {temp => 96, rpm => 17.8, vibration => 4.6} });

sub sample {
  my ($self, $turbine, $t, %value) = @_;
  for my $what (keys %value) {
    my $ring = $self->rings->{"$turbine.$what"} ||= Turbine::Ring->new(size => $self->window);
    $ring->put({t => $t, value => $value{$what}, unit => $what eq 'temp' ? 'C' : $what eq 'rpm' ? '1/min' : 'mm/s'});
    my $limit = $self->limit->{$what};
    # one alarm for each sensor, with the time of the first and last
    if ($value{$what} > $limit) {
      my $alarm = $self->alarms->{"$turbine.$what"} ||= {first => $t, count => 0};
      $alarm->{last} = $t;
      $alarm->{count}++;
    }
  }
}

sub report {
  my $self = shift;
  return {map { ($_ => sprintf '%.2f', $self->rings->{$_}->mean) } sort keys %{$self->rings}};
}

1;
