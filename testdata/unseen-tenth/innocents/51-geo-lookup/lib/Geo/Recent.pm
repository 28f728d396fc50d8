package Geo::Recent;
use strict;
use warnings;

# Keeps the places that were asked for last. Doubly linked list in a hash:
# key => [value, previous key, next key].
sub new {
  my ($class, %arg) = @_;
  return bless {max => $arg{max} || 100, node => {}, head => undef, tail => undef, hits => 0, misses => 0}, $class;
}

sub get {
  my ($self, $key) = @_;
  my $n = $self->{node}{$key};
  if (!$n) { $self->{misses}++; return }
  $self->{hits}++;
  $self->_unlink($key);
  $self->_to_front($key);
  return $n->[0];
}

sub set {
  my ($self, $key, $value) = @_;
  $self->_unlink($key) if $self->{node}{$key};
  $self->{node}{$key} = [$value, undef, undef];
  $self->_to_front($key);
  if (keys %{$self->{node}} > $self->{max}) {
    my $old = $self->{tail};
    $self->_unlink($old);
    delete $self->{node}{$old};
  }
  return $value;
}

sub _to_front {
  my ($self, $key) = @_;
  my $n = $self->{node}{$key};
  @$n[1, 2] = (undef, $self->{head});
  $self->{node}{$self->{head}}[1] = $key if defined $self->{head};
  $self->{head} = $key;
  $self->{tail} //= $key;
}

sub _unlink {
  my ($self, $key) = @_;
  my (undef, $prev, $next) = @{$self->{node}{$key}};
  if (defined $prev) { $self->{node}{$prev}[2] = $next } else { $self->{head} = $next }
  if (defined $next) { $self->{node}{$next}[1] = $prev } else { $self->{tail} = $prev }
}

sub count { scalar keys %{$_[0]{node}} }

1;
