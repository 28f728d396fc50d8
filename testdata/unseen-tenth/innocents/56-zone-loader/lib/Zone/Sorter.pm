package Zone::Sorter;
use strict;
use warnings;

# Sorts the parcels onto the belts; codes that are not there yet wait on
# the side table, at most as many as fit on it.
sub new {
  my ($class, %arg) = @_;
  return bless {table => $arg{table}, side => [], side_max => 60, belt => {}, manual => 0}, $class;
}

sub sort_parcel {
  my ($self, $parcel) = @_;
  my $row = $self->{table}->lookup($parcel->{code});
  if (!$row) {
    push @{$self->{side}}, $parcel;
    if (@{$self->{side}} > $self->{side_max}) { shift @{$self->{side}}; $self->{manual}++ }
    return;
  }
  $self->{belt}{$row->{depot}}++;
  return $row->{depot};
}

sub retry_side {
  my $self = shift;
  my @again = splice @{$self->{side}};
  $self->sort_parcel($_) for @again;
}

1;
