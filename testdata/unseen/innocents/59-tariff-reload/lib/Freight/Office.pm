package Freight::Office;
use strict;
use warnings;
use Types::Standard qw(Dict Int Bool);
use Freight::Offer;

my $freight_type = Dict [zone => Int, kg => Int, express => Bool];

sub new {
    my ($class, %args) = @_;
    return bless {tariffs => $args{tariffs}, max => $args{open}, open => [], number => 0, accepted => 0, volume => {}}, $class;
}

sub offer {
    my ($self, $freight) = @_;
    $freight_type->assert_valid($freight);
    my $generation = $self->{tariffs}->current;
    my $offer      = Freight::Offer->new(
        number  => ++$self->{number},
        freight => $freight,
        quarter => $generation->{quarter},
        price   => $self->{tariffs}->price($generation, $freight),
    );
    push @{ $self->{open} }, $offer;
    shift @{ $self->{open} } while @{ $self->{open} } > $self->{max};
    return $offer;
}

sub accept {
    my ($self, $offer) = @_;
    @{ $self->{open} } = grep { $_ != $offer } @{ $self->{open} };
    $self->{accepted}++;
    $self->{volume}{ $offer->zone } += $offer->kg;
    return;
}

sub summary { my $self = shift; return "$self->{number} offers, " . @{ $self->{open} } . " open, $self->{accepted} accepted" }

1;
