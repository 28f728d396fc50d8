package Auction::House;
use Mojo::Base 'Mojo::EventEmitter', -signatures;
use Mojo::Util qw(md5_sum);
use Auction::Lot;

has open_lots => 5;
has remember  => 50;
has lots      => sub { {} };
has results   => sub { [] };
has number    => 0;

sub next_lot ($self) {
    my $number = $self->number + 1;
    $self->number($number);
    my $lot = Auction::Lot->new(number => $number, title => 'lot ' . substr md5_sum($number), 0, 8);
    $self->lots->{$number} = $lot;
    $lot->once(sold => sub ($lot, $who, $price) { $self->finish($lot, $who, $price) });
    $self->emit(lot => $lot);
    return $lot;
}

sub finish ($self, $lot, $who, $price) {
    delete $self->lots->{ $lot->number };
    my $results = $self->results;
    push @$results, sprintf '%s to %s for %d', $lot->title, $who // 'nobody', $price;
    shift @$results while @$results > $self->remember;
    return;
}

sub fill ($self) { $self->next_lot while keys %{ $self->lots } < $self->open_lots; return $self }

sub some_lot ($self) { my $lots = $self->lots; my @all = sort { $a <=> $b } keys %$lots; return $lots->{ $all[rand @all] } }

1;
