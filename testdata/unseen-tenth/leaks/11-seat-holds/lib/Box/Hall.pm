package Box::Hall;
use strict;
use warnings;

# Plan of the hall; a seat is free, held or sold.
sub new {
  my ($class, %arg) = @_;
  my $self = bless {seats => {}, price => {}}, $class;
  for my $row ('A' .. 'T') {
    for my $no (1 .. $arg{width}) {
      $self->{seats}{"$row$no"} = 'free';
      $self->{price}{"$row$no"} = $row lt 'G' ? 60 : $row lt 'N' ? 45 : 30;
    }
  }
  return $self;
}

sub find_free {
  my ($self, $want) = @_;
  my @free = grep { $self->{seats}{$_} eq 'free' } sort keys %{$self->{seats}};
  return @free >= $want ? @free[0 .. $want - 1] : ();
}

sub mark {
  my ($self, $state, @seats) = @_;
  $self->{seats}{$_} = $state for @seats;
}

sub price {
  my ($self, @seats) = @_;
  my $sum = 0;
  $sum += $self->{price}{$_} for @seats;
  return $sum;
}

# A new show: everything is free again.
sub clear { my $self = shift; $_ = 'free' for values %{$self->{seats}}; return }

1;
