package Archive::Catalogue;
use Mojo::Base -base, -signatures;

# The museum's holdings as a tree: department > series > box > item.
has 'root' => sub { {name => 'holdings', kind => 'root', children => []} };
has 'by_id' => sub { {} };

sub load ($self, $departments, $series, $boxes) {
  my $id = 0;
  for my $d (1 .. $departments) {
    my $dep = $self->_node(++$id, "dep-$d", 'department');
    push @{$self->root->{children}}, $dep;
    for my $s (1 .. $series) {
      my $ser = $self->_node(++$id, "dep-$d/ser-$s", 'series');
      push @{$dep->{children}}, $ser;
      push @{$ser->{children}}, $self->_node(++$id, "dep-$d/ser-$s/box-$_", 'box') for 1 .. $boxes;
    }
  }
  return $self;
}

sub _node ($self, $id, $name, $kind) {
  my $node = {
    id       => $id,
    name     => $name,
    kind     => $kind,
    items    => $kind eq 'box' ? 5 + ($id * 7) % 40 : 0,
    state    => 'stored',
    children => [],
  };
  return $self->by_id->{$id} = $node;
}

sub department ($self, $n) { $self->root->{children}[$n % @{$self->root->{children}}] }

# Readers borrow boxes; the state changes all day.
sub set_state ($self, $id, $state) {
  my $node = $self->by_id->{$id} or return;
  $node->{state} = $state;
  return $node;
}

1;
