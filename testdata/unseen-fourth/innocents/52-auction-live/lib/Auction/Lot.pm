package Auction::Lot;
use Mojo::Base -base, -signatures;

has number => 0;
has bids   => sub { [] };
has best   => 0;
has sold   => 0;

sub offer ($self, $who, $price) {
    push @{ $self->bids }, {who => $who, price => $price};
    shift @{ $self->bids } if @{ $self->bids } > 25;
    $self->best($price) if $price > $self->best;
    # the hammer falls, and the next lot of this place is shown
    if ($self->best > 480) { $self->sold($self->sold + 1); $self->best(0); $self->bids([]) }
    return $self;
}

sub state ($self) { return {lot => $self->number, best => $self->best, bids => scalar @{ $self->bids }} }

1;
