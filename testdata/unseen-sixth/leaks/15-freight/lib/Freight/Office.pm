package Freight::Office;
use strict;
use warnings;
use Freight::Tariff qw(km rate);

sub new { return bless { diesel => 1.5, booked => [], money => 0, quotes => 0 }, shift }

sub diesel { my ($self, $p) = @_; $self->{diesel} = int($p * 10 + .5) / 10 }

sub quote {
    my ($self, %ask) = @_;
    return if $ask{from} eq $ask{to};
    $self->{quotes}++;
    return rate(%ask, diesel => $self->{diesel});
}

sub distance { my ($self, $from, $to) = @_; return km($from, $to) }

sub book {
    my ($self, $ask) = @_;
    my $q = $self->quote(%$ask) or return;
    push @{ $self->{booked} }, { %$ask, price => $q->{price} };
    return scalar @{ $self->{booked} };
}

sub close_day {
    my ($self) = @_;
    $self->{money} += $_->{price} for @{ $self->{booked} };
    $self->{booked} = [];
}

sub summary { my ($self) = @_; return sprintf '%d quotes, %.2f booked', @$self{qw(quotes money)} }

1;
