package Dome::Journal;
use strict;
use warnings;

# Journal of the night. Lines collect in the current segment; a full one
# is joined to a block of text, and the last few blocks can be read back.
sub new {
  my ($class, %arg) = @_;
  return bless {per_segment => 250, segments => 6, line => [], block => [], total => 0, dropped => 0, %arg}, $class;
}

sub write {
  my ($self, $level, $fmt, @arg) = @_;
  my $text = sprintf "%-5s %06d $fmt", $level, ++$self->{total}, @arg;
  push @{$self->{line}}, {level => $level, text => $text};
  $self->_rotate if @{$self->{line}} >= $self->{per_segment};
  return;
}

sub _rotate {
  my $self = shift;
  my %levels;
  $levels{$_->{level}}++ for @{$self->{line}};
  push @{$self->{block}}, {text => join("\n", map { $_->{text} } @{$self->{line}}), levels => \%levels};
  $self->{line} = [];
  while (@{$self->{block}} > $self->{segments}) {
    shift @{$self->{block}};
    $self->{dropped}++;
  }
}

sub errors {
  my $self = shift;
  my $n = 0;
  $n += $_->{levels}{ERROR} // 0 for @{$self->{block}};
  return $n;
}

1;
