package Voice::Flights;
use strict;
use warnings;

my @LANGUAGES = map { my $a = $_; map {"$a$_"} qw(a e i o u) } qw(b d f g k l m n p);
my @EVENTS    = qw(boarding delayed last_call gate_changed cancelled);

sub new { my ($class, %args) = @_; return bless {n => 0, opening => $args{opening}}, $class }

sub next_flight {
    my ($self) = @_;
    my $n    = $self->{n}++;
    my $open = 1 + int($n / $self->{opening});
    $open = @LANGUAGES if $open > @LANGUAGES;
    return {
        number   => 'XY' . (100 + $n % 800),
        language => $LANGUAGES[($n * 7) % $open],
        event    => $EVENTS[$n % @EVENTS],
        gate     => chr(65 + $n % 3) . ($n % 20),
        minutes  => 5 * ($n % 12),
    };
}

1;
