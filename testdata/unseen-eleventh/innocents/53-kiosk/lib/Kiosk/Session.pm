package Kiosk::Session;
use strict;
use warnings;
use AnyEvent;

sub new {
    my ($class, $id, $lang) = @_;
    return bless { id => $id, lang => $lang, basket => [], seen => AE::now, token => join '', map { chr 97 + rand 26 } 1 .. 20 }, $class;
}

sub add {
    my ($self, $item) = @_;
    $self->{seen} = AE::now;
    push @{ $self->{basket} }, { item => $item, price => 1 + length $item };
}

sub seen { $_[0]{seen} }

1;
