package Geo::Trips;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless {count => 0, length => 0, longest => [], %args}, $class }

sub plan {
    my ($self) = @_;
    my $n = $self->{count}++;
    my $g = $self->{coder}{gazetteer};
    my @stops = map { $self->{coder}->locate($g->name($_)) } $n, $n + 1, ($n * 7) % 50;
    my $km = 0;
    for my $i (1 .. $#stops) {
        my ($p, $q) = @stops[$i - 1, $i];
        $km += 111 * sqrt(($p->{lat} - $q->{lat})**2 + (0.65 * ($p->{lon} - $q->{lon}))**2);
    }
    $self->{length} += $km;
    $self->{longest} = (sort { $b <=> $a } @{$self->{longest}}, $km)[0] ? [(sort { $b <=> $a } @{$self->{longest}}, $km)[0 .. ($self->{count} < 10 ? $self->{count} - 1 : 9)]] : [0];
    return $km;
}

sub count  { $_[0]{count} }
sub length { $_[0]{length} }

1;
