package Freight::Tariff;
use strict;
use warnings;

my @BRACKETS = ([30, 'parcel'], [150, 'half'], [400, 'pallet'], [650, 'double'], [1e9, 'truck']);
my %FACTOR = (parcel => 0.11, half => 0.3, pallet => 0.55, double => 0.9, truck => 1.4);

sub new {
    my ($class, $net) = @_;
    return bless { net => $net, relation => {} }, $class;
}

sub bracket {
    my ($self, $kg) = @_;
    for (@BRACKETS) { return $_->[1] if $kg <= $_->[0] }
}

sub quote {
    my ($self, $from, $to, $kg) = @_;
    my $b = $self->bracket($kg);
    return $self->{relation}{"$from>$to/$b"} ||= $self->_calculate($from, $to, $b);
}

sub _calculate {
    my ($self, $from, $to, $b) = @_;
    my $km   = $self->{net}->distance($from, $to);
    my $base = 12 + $km * $FACTOR{$b};
    my %q = (
        bracket => $b,
        km      => sprintf('%.1f', $km),
        base    => $base,
        toll    => $km > 200 ? $km * 0.07 : 0,
        days    => 1 + int($km / 350),
    );
    $q{total} = $q{base} + $q{toll};
    return \%q;
}

1;
