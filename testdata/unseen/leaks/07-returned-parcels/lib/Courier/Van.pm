package Courier::Van;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {number => $args{number}, stops => [], driven => 0}, $class;
}

sub number { $_[0]{number} }

sub stop_at {
    my ($self, $address) = @_;
    $self->{driven} += 1 + length($address) % 7;
    unshift @{ $self->{stops} }, $address;
    $#{ $self->{stops} } = 11 if @{ $self->{stops} } > 12;
    return $self->{driven};
}

1;
