package Geo::Coder;
use strict;
use warnings;
use Geo::Recent;

# Address -> coordinates. The real service is slow and costs money.
sub new {
  my ($class, %arg) = @_;
  return bless {recent => Geo::Recent->new(max => $arg{remember}), asked => 0}, $class;
}

sub locate {
  my ($self, $street, $no, $town) = @_;
  my $key = lc "$town/$street/$no";
  return $self->{recent}->get($key) // $self->{recent}->set($key, $self->_ask($street, $no, $town));
}

sub _ask {
  my ($self, $street, $no, $town) = @_;
  $self->{asked}++;
  my $h = 0;
  $h = ($h * 31 + ord) % 100_003 for split //, "$street$town";
  return {
    lat   => 47 + ($h % 700) / 100 + $no / 10_000,
    lon   => 6 + ($h % 900) / 100,
    exact => $no % 5 ? 1 : 0,
    label => "$street $no, $town",
  };
}

1;
