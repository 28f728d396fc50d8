package Bakery::Oven;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, temp => 20, tick => 0 }, $class;
}

sub measure {
    my ($self) = @_;
    my $gap = $self->{target} - $self->{temp};
    $self->{temp} += $gap * 0.05 + ($self->{tick}++ % 7) - 3;
    return {
        oven  => $self->{no},
        tick  => $self->{tick},
        temp  => sprintf('%.1f', $self->{temp}),
        alarm => $self->{temp} > $self->{target} + 8 ? 1 : 0,
    };
}

1;
