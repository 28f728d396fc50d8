package Dome::Controller;
use strict;
use warnings;

my %action = (
  open  => sub { my $d = shift; $d->{shutter} = 'open' },
  close => sub { my $d = shift; $d->{shutter} = 'closed' },
  turn  => sub { my ($d, $deg) = @_; $d->{target} = $deg % 360 },
  park  => sub { my $d = shift; $d->{target} = 0; $d->{shutter} = 'closed' },
);

sub new {
  my ($class, %arg) = @_;
  return bless {azimuth => 0, target => 0, shutter => 'closed', %arg}, $class;
}

sub command {
  my ($self, $name, @arg) = @_;
  my $do = $action{$name};
  if (!$do) { $self->{journal}->write(ERROR => 'unknown command %s', $name); return 0 }
  $self->{journal}->write(INFO => 'command %s %s', $name, join ',', @arg);
  $do->($self, @arg);
  return 1;
}

sub step {
  my ($self, $wind) = @_;
  my $diff = ($self->{target} - $self->{azimuth} + 540) % 360 - 180;
  my $move = $diff > 6 ? 6 : $diff < -6 ? -6 : $diff;
  $self->{azimuth} = ($self->{azimuth} + $move) % 360;
  $self->{journal}->write(DEBUG => 'azimuth %d, wind %.1f m/s', $self->{azimuth}, $wind) if $move;
  if ($wind > 14 and $self->{shutter} eq 'open') {
    $self->{journal}->write(WARN => 'wind %.1f m/s, closing', $wind);
    $self->command('close');
  }
}

1;
