package Fleet::Parser;
use strict;
use warnings;

# Reads NMEA sentences from a byte stream that comes in pieces.
sub new {
  my ($class, %arg) = @_;
  return bless {buf => '', pos => 0, bad => 0, good => 0, on_fix => $arg{on_fix}}, $class;
}

sub feed {
  my ($self, $bytes) = @_;
  $self->{buf} .= $bytes;
  while ((my $end = index $self->{buf}, "\r\n", $self->{pos}) >= 0) {
    my $sentence = substr $self->{buf}, $self->{pos}, $end - $self->{pos};
    $self->{pos} = $end + 2;
    $self->_sentence($sentence);
  }
  return $self->{good};
}

sub _sentence {
  my ($self, $s) = @_;
  my ($body, $sum) = $s =~ /^\$([^*]+)\*([0-9A-F]{2})$/ or return $self->{bad}++;
  return $self->{bad}++ unless $sum eq checksum($body);
  my @f = split /,/, $body;
  return unless $f[0] eq 'GPRMC' and $f[2] eq 'A';
  $self->{good}++;
  $self->{on_fix}->({time => $f[1], lat => _degrees($f[3]), lon => _degrees($f[5]), knots => $f[7]});
}

sub checksum {
  my $sum = 0;
  $sum ^= ord for split //, shift;
  return sprintf '%02X', $sum;
}

sub _degrees {
  my ($deg, $min) = shift =~ /^(\d{2,3})(\d\d\.\d+)$/ or return 0;
  return $deg + $min / 60;
}

1;
