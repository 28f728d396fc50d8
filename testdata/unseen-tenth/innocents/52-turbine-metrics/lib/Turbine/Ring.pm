package Turbine::Ring;
use Moose;

# The last samples of one sensor.
has size => (is => 'ro', required => 1);
has slot => (is => 'ro', default => sub { [] });
has at   => (is => 'rw', default => 0);

sub put {
  my ($self, $sample) = @_;
  $self->slot->[$self->at] = $sample;
  $self->at(($self->at + 1) % $self->size);
}

sub mean {
  my $self = shift;
  my @s = grep {defined} @{$self->slot} or return 0;
  my $sum = 0;
  $sum += $_->{value} for @s;
  return $sum / @s;
}

sub peak {
  my $self = shift;
  my ($max) = sort { $b->{value} <=> $a->{value} } @{$self->slot};
  return $max;
}

1;
