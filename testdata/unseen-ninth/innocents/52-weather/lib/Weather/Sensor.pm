package Weather::Sensor;
use strict;
use warnings;
use AnyEvent;

my @dirs = qw(N NE E SE S SW W NW);

sub new {
    my ($class, %arg) = @_;
    my $self = bless { n => 0, %arg }, $class;
    $self->{timer} = AE::timer 0, 0.0005, sub { $arg{on_reading}->(_read(++$self->{n}, $arg{seed})) };
    return $self;
}

# one reading stands for two minutes
sub _read {
    my ($n, $seed) = @_;
    return {
        at   => 1_690_000_000 + 120 * $n,
        temp => sprintf('%.1f', 14 + 8 * sin($n / 115 + $seed)),
        wind => abs(6 + 6 * sin($n / 41 + $seed)),
        dir  => $dirs[ int($n / 5 + $seed) % 8 ],
    };
}

sub stop { delete $_[0]{timer}; return }

1;
