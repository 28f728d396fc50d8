package Geo::Gazetteer;
use strict;
use warnings;

my @A = qw(Alten Bad Groß Klein Neu Ober Unter Wald Hohen Lang);
my @B = qw(au bach berg dorf feld hausen heim kirchen stadt tal);

sub new { return bless {asked => 0}, shift }

sub name {
    my ($self, $n) = @_;
    return $A[$n % 10] . $B[int($n / 10) % 10] . ' ' . int($n / 100);
}

sub look_up {
    my ($self, $name) = @_;
    $self->{asked}++;
    my $sum = unpack '%32C*', $name;
    return {
        name  => $name,
        lat   => 47 + ($sum % 71) / 10,
        lon   => 6 + ($sum % 83) / 10,
        parts => [map { {kind => $_, value => "$_ of $name"} } qw(county state country)],
    };
}

sub asked { $_[0]{asked} }

1;
