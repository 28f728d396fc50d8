package Metering::Meters;
use strict;
use warnings;

sub new {
    my ($class, $n) = @_;
    return bless { meters => [map { { id => sprintf('M%04d', $_), kwh => 100 * $_ } } 1 .. $n] }, $class;
}

sub read_all {
    my ($self, $round) = @_;
    return map {
        $_->{kwh} += rand;
        { meter => $_->{id}, kwh => sprintf('%.3f', $_->{kwh}), round => $round, volt => 228 + int rand 5 };
    } @{ $self->{meters} };
}

1;
