package Laundry::Customer;
use strict;
use warnings;

my @PROGRAMMES = qw(quick cotton wool boil);

sub new {
    my ($class, $number) = @_;
    return bless {number => $number, programme => $PROGRAMMES[$number % 4], weight => 2 + $number % 5}, $class;
}

sub programme { $_[0]{programme} }
sub weight    { $_[0]{weight} }

sub collect {
    my ($self, $machine, $weight) = @_;
    $self->{from} = $machine;
    $self->{lint} = $self->{weight} - $weight;
    return $self;
}

1;
