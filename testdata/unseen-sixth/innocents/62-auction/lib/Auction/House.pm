package Auction::House;
use Mojo::Base 'Mojo::EventEmitter', -signatures;
use Auction::Lot;

has lots   => sub { {} };
has sold   => 0;
has unsold => 0;
has takings => 0;

my $no = 0;
my @old = qw(oak silver painted broken french huge);
my @thing = qw(clock chair vase mirror chest lamp carpet);

sub lot_name ($class) { return "$old[rand @old] $thing[rand @thing]" }

sub offer ($self, $title, $start, $hours) {
  my $lot = Auction::Lot->new(no => ++$no, title => $title, start => $start, left => $hours, house => $self);
  $lot->once(closed => sub ($l, $bid) {
    if   ($bid) { $l->house->sold($l->house->sold + 1); $l->house->takings($l->house->takings + $bid->{amount}) }
    else        { $l->house->unsold($l->house->unsold + 1) }
  });
  $self->lots->{$lot->no} = $lot;
  return $lot;
}

sub any ($self) {
  my @no = sort { $a <=> $b } keys %{$self->lots} or return;
  return $self->lots->{$no[rand @no]};
}

sub tick ($self) {
  for my $lot (values %{$self->lots}) {
    $lot->left($lot->left - 1);
    next if $lot->left > 0;
    delete $self->lots->{$lot->no};
    $lot->close;
  }
}

sub open ($self) { scalar keys %{$self->lots} }

1;
