package CheckIn::Services;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { loop => $arg{loop}, asked => 0, seat => 0 }, $class;
}

sub asked { $_[0]{asked} }

sub _answer {
    my ($self, $after, $value) = @_;
    $self->{asked}++;
    return $self->{loop}->delay_future(after => $after)->then_done($value);
}

sub seat {
    my ($self, $pax) = @_;
    my $no = $self->{seat}++ % 180;
    return $self->_answer(0.004 + $pax % 5 / 1000, { row => 1 + int($no / 6), letter => substr('ABCDEF', $no % 6, 1) });
}

sub tag {
    my ($self, $pax, $bags) = @_;
    return $self->_answer(0.003, [ map { sprintf '0220%06d', $pax * 3 + $_ } 1 .. $bags ]);
}

sub pass {
    my ($self, $pax, $seat, $tags) = @_;
    return $self->_answer(0.002, { pax => $pax, seat => "$seat->{row}$seat->{letter}", tags => scalar @$tags });
}

1;
