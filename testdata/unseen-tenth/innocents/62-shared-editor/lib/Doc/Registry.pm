package Doc::Registry;
use Moo;
use Scalar::Util qw(weaken);
use Doc::Open;

# Documents that somebody has open at the moment. The editors own them; the
# registry only makes sure that two editors of one file share one object.
has open => (is => 'ro', default => sub { {} });
has reads => (is => 'rw', default => 0);

sub fetch {
  my ($self, $path) = @_;
  my $doc = $self->open->{$path};
  return $doc if $doc;
  $self->reads($self->reads + 1);
  $doc = Doc::Open->new(path => $path, registry => $self);
  weaken($self->open->{$path} = $doc);
  return $doc;
}

sub forget {
  my ($self, $path) = @_;
  delete $self->open->{$path};
}

sub paths { sort keys %{$_[0]->open} }

1;
