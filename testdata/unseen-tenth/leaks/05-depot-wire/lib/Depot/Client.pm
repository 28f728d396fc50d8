package Depot::Client;
use strict;
use warnings;
use AnyEvent;
use AnyEvent::Handle;

sub new {
  my ($class, %arg) = @_;
  my $self = bless {%arg, sent => 0, failed => 0}, $class;
  $self->{handle} = AnyEvent::Handle->new(
    connect  => [$arg{host}, $arg{port}],
    on_error => sub { my ($h, $fatal, $msg) = @_; $self->{failed}++; $h->destroy },
  );
  return $self;
}

# Ask for one shelf; the condvar gets the lines.
sub shelf {
  my ($self, $name) = @_;
  my $cv = AE::cv;
  $self->{sent}++;
  $self->{handle}->push_write("SHELF $name\n");
  $self->{handle}->push_read(line => sub {
    my ($h, $line) = @_;
    return $cv->croak($line) if $line =~ /^-/;
    return $cv->croak("protocol error: $line") unless $line =~ /^\*(\d+)/;
    $self->_read_lines($h, $1, $cv);
  });
  return $cv;
}

# A reply of many lines: read one, then wait for the next.
sub _read_lines {
  my ($self, $h, $want, $cv) = @_;
  return $cv->send([]) unless $want;
  my @lines;
  my $reader; $reader = sub {
    my ($h, $line) = @_;
    push @lines, $line;
    return $cv->send(\@lines) if @lines == $want;
    $h->push_read(line => $reader);
  };
  $h->push_read(line => $reader);
}

1;
