package Customs::Declaration;
use Class::Tiny qw(country port heading band value);
use strict;
use warnings;

sub random {
    my ($class, $countries, $ports) = @_;
    my $value = int exp(4 + rand 8);
    return $class->new(
        country => $countries->[ rand @$countries ],
        port    => $ports->[ rand @$ports ],
        heading => 1 + int rand 40,
        value   => $value,
        band    => $value < 500 ? 'low' : $value < 10_000 ? 'mid' : 'high',
    );
}

sub line {
    my ($self) = @_;
    return join ' ', $self->country, 'via', $self->port, 'heading', $self->heading, $self->value;
}

1;
