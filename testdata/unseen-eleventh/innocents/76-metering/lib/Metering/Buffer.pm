package Metering::Buffer;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

has items => sub { [] };
has size  => 0;

sub full ($self)           { die 'full not implemented' }
sub ship ($self, $items)   {...}
sub size_of ($self, $item) { return 1 }

sub queue ($self, $item) {
  push @{$self->items}, $item;
  $self->size($self->size + $self->size_of($item));
  return $self->full ? $self->flush : $self;
}

sub flush ($self) {
  my $items = $self->items;
  $self->items([])->size(0);
  $self->ship($items) if @$items;
  return $self;
}

1;
