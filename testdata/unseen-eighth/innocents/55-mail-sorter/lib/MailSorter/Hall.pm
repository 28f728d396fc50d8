package MailSorter::Hall;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, chute => { map { $_ => 0 } 0 .. 9 }, sorted => 0, grams => 0 }, $class;
}

# What the staff manage in a tick.
sub tick {
    my ($self) = @_;
    for (1 .. $self->{per_tick}) {
        my $letter = $self->{queue}->take or last;
        $self->{chute}{ substr $letter->{zip}, 0, 1 }++;
        $self->{grams} += $letter->{grams};
        $self->{sorted}++;
    }
    return;
}

sub report {
    my ($self) = @_;
    return sprintf("%d letters, %.1f kg, longest queue %d\n", $self->{sorted}, $self->{grams} / 1000, $self->{queue}->high)
        . join '', map { "  chute $_: $self->{chute}{$_}\n" } sort keys %{ $self->{chute} };
}

1;
