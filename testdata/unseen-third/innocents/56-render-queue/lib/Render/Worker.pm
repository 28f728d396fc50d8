package Render::Worker;
use strict;
use warnings;

sub new { my ($class, $queue, $number) = @_; return bless {queue => $queue, number => $number, left => 0}, $class }

sub work {
    my $self   = shift;
    my $effort = 6;
    while ($effort > 0) {
        $self->{item} ||= $self->{queue}->take or return;
        my $step = $self->{item}{frames} < $effort ? $self->{item}{frames} : $effort;
        $self->{item}{frames} -= $step;
        $effort -= $step;
        next if $self->{item}{frames};
        my $item = delete $self->{item};
        $item->{ready}->($item->{name});
    }
    return;
}

1;
