package Auction::Crowd;
use Mojo::Base -base, -signatures;
use Scalar::Util qw(weaken);

package Auction::Visitor {
    use Mojo::Base -base, -signatures;
    has name   => '';
    has purse  => 500;
    has wishes => sub { {} };
    has seen   => 0;
    has cb     => undef;
}

has house    => undef;
has visitors => sub { {} };
has count    => 0;
has bids     => 0;

sub let_in ($self, $n) {
    for (1 .. $n) {
        $self->count($self->count + 1);
        my $visitor = Auction::Visitor->new(name => 'visitor ' . $self->count, purse => 100 + int rand 900);
        weaken(my $weak = $visitor);
        # everybody hears of new lots until he goes home
        $visitor->cb($self->house->on(lot => sub ($house, $lot) {
            $weak->seen($weak->seen + 1);
            $weak->wishes->{ $lot->number } = 20 + int rand $weak->purse if rand() < 0.2;
            delete $weak->wishes->{$_} for grep { !$house->lots->{$_} } keys %{ $weak->wishes };
        }));
        $self->visitors->{ $visitor->name } = $visitor;
    }
    return $self;
}

sub send_home ($self, $n) {
    for my $name ((sort keys %{ $self->visitors })[0 .. $n - 1]) {
        last unless defined $name;
        my $visitor = delete $self->visitors->{$name};
        $self->house->unsubscribe(lot => $visitor->cb);
    }
    return $self;
}

sub bid_round ($self) {
    $self->house->fill;
    my $lot = $self->house->some_lot;
    for my $visitor (values %{ $self->visitors }) {
        my $limit = $visitor->wishes->{ $lot->number } or next;
        next if $lot->price >= $limit;
        $self->bids($self->bids + 1) if $lot->bid($visitor, $lot->price + 1 + int rand 20);
    }
    $lot->hammer if rand() < 0.4;
    return;
}

sub text ($self) {
    return sprintf '%d visitors here of %d, %d bids, lot %d', scalar keys %{ $self->visitors }, $self->count, $self->bids, $self->house->number;
}

1;
