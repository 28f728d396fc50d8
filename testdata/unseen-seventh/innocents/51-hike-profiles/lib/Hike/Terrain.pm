package Hike::Terrain;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless {computed => 0, %args}, $class }

sub height {
    my ($self, $x, $y) = @_;
    $self->{computed}++;
    my $h = 900;
    for my $octave (1 .. 4) {
        my $f = 2**$octave / 60;
        $h += 600 / $octave * sin($x * $f + $self->{seed}) * cos($y * $f - $octave);
    }
    return int $h;
}

sub computed { $_[0]{computed} }

1;
