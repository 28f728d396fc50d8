package Freight::Network;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    my $self = bless { zones => [], pos => {} }, $class;
    my $i = 0;
    for my $region (@{ $arg{regions} }) {
        for my $no (1 .. $arg{per_region}) {
            my $z = "$region$no";
            push @{ $self->{zones} }, $z;
            $self->{pos}{$z} = [ ($i * 37) % 800, ($i * 91) % 600 ];
            $i++;
        }
    }
    return $self;
}

sub random_zone { my $z = $_[0]{zones}; $z->[ rand @$z ] }

sub distance {
    my ($self, $from, $to) = @_;
    my ($p, $q) = @{ $self->{pos} }{ $from, $to };
    return sqrt(($p->[0] - $q->[0])**2 + ($p->[1] - $q->[1])**2);
}

1;
