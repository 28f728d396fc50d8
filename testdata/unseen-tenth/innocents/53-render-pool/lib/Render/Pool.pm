package Render::Pool;
use strict;
use warnings;
use IO::Socket::INET;

# Connections to the render server. More are opened under load; those
# that nobody wants stay open for the next rush.
sub new {
  my ($class, %arg) = @_;
  return bless {max => 40, idle => [], busy => {}, opened => 0, waiting => [], %arg}, $class;
}

sub acquire {
  my ($self, $cb) = @_;
  my $conn = pop @{$self->{idle}};
  if (!$conn and keys %{$self->{busy}} < $self->{max}) { $conn = $self->_open }
  if (!$conn) { push @{$self->{waiting}}, $cb; return 0 }
  $self->{busy}{$conn->{id}} = $conn;
  $cb->($conn);
  return 1;
}

sub release {
  my ($self, $conn) = @_;
  delete $self->{busy}{$conn->{id}};
  $conn->{jobs}++;
  if (my $cb = shift @{$self->{waiting}}) {
    $self->{busy}{$conn->{id}} = $conn;
    return $cb->($conn);
  }
  push @{$self->{idle}}, $conn;
}

sub _open {
  my $self = shift;
  my $sock = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $self->{port}) or die "connect: $!";
  $sock->autoflush(1);
  return {
    id     => ++$self->{opened},
    sock   => $sock,
    jobs   => 0,
    rbuf   => '',
    caps   => {map { ($_ => 1) } qw(png svg pdf webp)},
    decode => sub { my $line = shift; chomp $line; return [split /\t/, $line] },
  };
}

sub size { scalar(@{$_[0]{idle}}) + keys %{$_[0]{busy}} }

1;
