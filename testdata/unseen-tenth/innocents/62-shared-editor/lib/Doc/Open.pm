package Doc::Open;
use Moo;

has path     => (is => 'ro', required => 1);
has registry => (is => 'ro', required => 1, weak_ref => 1);
has lines    => (is => 'lazy');
has undo     => (is => 'ro', default => sub { [] });
has revision => (is => 'rw', default => 0);

sub _build_lines {
  my $self = shift;
  return [map { sprintf '%s: paragraph %d', $self->path, $_ } 1 .. 12];
}

sub edit {
  my ($self, $line, $text) = @_;
  my $l = $self->lines;
  push @{$self->undo}, [$line, $l->[$line]];
  shift @{$self->undo} while @{$self->undo} > 20;
  $l->[$line] = $text;
  return $self->revision($self->revision + 1);
}

sub DEMOLISH {
  my ($self, $global) = @_;
  return if $global;
  $self->registry->forget($self->path) if $self->registry;
}

1;
