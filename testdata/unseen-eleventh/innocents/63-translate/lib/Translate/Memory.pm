package Translate::Memory;
use strict;
use warnings;
use Tie::Hash;
our @ISA = 'Tie::ExtraHash';

sub TIEHASH {
    my ($class, $segments) = @_;
    return bless [{}, $segments || 1000], $class;
}

sub STORE {
    my ($self, $key, $value) = @_;
    my ($store, $segments) = @$self;
    if (!exists $store->{$key} && keys %$store >= $segments) {
        keys %$store;
        my @victims;
        while (defined(my $k = each %$store)) {
            push @victims, $k;
            last if @victims >= 50;
        }
        delete $store->{$_} foreach @victims;
    }
    $store->{$key} = $value;
}

1;
