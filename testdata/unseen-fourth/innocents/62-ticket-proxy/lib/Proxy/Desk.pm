package Proxy::Desk;
use strict;
use warnings;
use Future;
use Future::AsyncAwait;
use Proxy::Carrier;

sub new {
    my ($class, %arg) = @_;
    my @carriers = map { Proxy::Carrier->new(name => $_, loop => $arg{loop}) } @{ $arg{carriers} };
    return bless {%arg, carrier => \@carriers, open => {}, best => {}, late => 0, answers => 0}, $class;
}

async sub ask {
    my ($self, $number, $trip) = @_;
    $self->{open}{$number} = $trip;
    my @offers;
    for my $carrier (@{ $self->{carrier} }) {
        my $offer = await $self->with_patience($carrier->offer($trip));
        push @offers, $offer if $offer;
    }
    delete $self->{open}{$number};
    $self->{answers}++;
    my ($best) = sort { $a->{price} <=> $b->{price} } @offers or return;
    $self->{best}{ $best->{carrier} }++;
    return $best;
}

async sub with_patience {
    my ($self, $offer) = @_;
    my $timeout = $self->{loop}->delay_future(after => $self->{patience})->then(sub { Future->done(undef) });
    my $result  = await Future->wait_any($offer, $timeout);
    $self->{late}++ unless $result;
    return $result;
}

sub open { return scalar keys %{ $_[0]{open} } }

sub text {
    my $self = shift;
    return sprintf '%d answers, %d open, %d late, best: %s', $self->{answers}, $self->open, $self->{late},
        join ' ', map {"$_ $self->{best}{$_}"} sort keys %{ $self->{best} };
}

1;
