package Clinic::Sessions;
use Moo;
use Digest::SHA qw(sha1_hex);

# Sessions of the patients. Time is the clock of the portal, in minutes.
has store  => (is => 'ro', default => sub { {} });
has ttl    => (is => 'ro', default => sub { 30 });
has clock  => (is => 'ro', required => 1);
has swept  => (is => 'rw', default => 0);
has issued => (is => 'rw', default => 0);

sub create {
  my ($self, $user) = @_;
  my $id = sha1_hex(join ':', $user, $self->issued, 'clinic');
  $self->issued($self->issued + 1);
  $self->store->{$id} = {user => $user, seen => $self->clock->(), basket => [], flash => {}, csrf => substr(sha1_hex("c$id"), 0, 16)};
  return $id;
}

sub get {
  my ($self, $id) = @_;
  my $s = $self->store->{$id // ''} or return;
  if ($self->clock->() - $s->{seen} > $self->ttl) { delete $self->store->{$id}; return }
  $s->{seen} = $self->clock->();
  return $s;
}

sub drop { delete $_[0]->store->{$_[1]} }

sub sweep {
  my $self = shift;
  my $limit = $self->clock->() - $self->ttl;
  my @old = grep { $self->store->{$_}{seen} < $limit } keys %{$self->store};
  delete @{$self->store}{@old};
  $self->swept($self->swept + @old);
}

1;
