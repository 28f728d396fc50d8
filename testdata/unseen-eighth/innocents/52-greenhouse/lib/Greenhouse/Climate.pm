package Greenhouse::Climate;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { sensors => $arg{sensors}, vents => 0, moves => 0, per_hour => {} }, $class;
}

sub adjust {
    my ($self, $minute) = @_;
    my $sum = 0;
    $sum += $_->trend for @{ $self->{sensors} };
    my $want = $sum > 5 ? 2 : $sum > 0 ? 1 : 0;
    if ($want != $self->{vents}) {
        $self->{vents} = $want;
        $self->{moves}++;
        $self->{per_hour}{ int($minute / 60) % 24 }++;
    }
    return;
}

sub day_report {
    my ($self) = @_;
    my $h = $self->{per_hour};
    return "vents moved $self->{moves} times\n"
        . join '', map { sprintf "  %02d h: %d\n", $_, $h->{$_} } sort { $a <=> $b } keys %$h;
}

1;
