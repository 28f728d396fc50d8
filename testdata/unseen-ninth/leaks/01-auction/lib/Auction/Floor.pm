package Auction::Floor;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

# The floor knows the lots on sale and announces every accepted bid.

has lots => sub { {} };
has step => 5;

sub open_lot ($self, $no, $title, $reserve) {
    $self->lots->{$no} = {no => $no, title => $title, reserve => $reserve, high => 0, bidder => undef};
    return $self;
}

sub place_bid ($self, $no, $bidder, $amount) {
    my $lot = $self->lots->{$no} or return 0;
    return 0 if $amount < $lot->{high} + $self->step;
    @$lot{qw(high bidder)} = ($amount, $bidder);
    $self->emit(bid => {lot => $no, bidder => $bidder, amount => $amount});
    return 1;
}

# lots are put up again once they are sold, so that the day never ends
sub hammer ($self, $no) {
    my $lot = $self->lots->{$no};
    my $sold = $lot->{high} >= $lot->{reserve};
    @$lot{qw(high bidder)} = (0, undef);
    return $sold;
}

1;
