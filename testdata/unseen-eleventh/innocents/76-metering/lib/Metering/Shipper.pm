package Metering::Shipper;
use Mojo::Base 'Metering::Buffer', -signatures;
use Mojo::JSON qw(encode_json);

sub full ($self) { return $self->size >= 700_000 }

sub size_of ($self, $item) { return length encode_json($item) }

sub ship ($self, $items) {
  $self->emit(batch => encode_json($items), scalar @$items);
}

1;
