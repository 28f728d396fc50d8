package Till::Velocity;
use strict;
use warnings;

# how often was a card used within the last N payments?

sub new {
    my ($class, %args) = @_;
    return bless {window => $args{window}, queue => [], count => {}}, $class;
}

sub add {
    my ($self, $card, $clock) = @_;
    my ($queue, $count) = @$self{qw(queue count)};
    push @$queue, [$clock, $card];
    $count->{$card}++;
    while (@$queue && $queue->[0][0] < $clock - $self->{window}) {
        my $old = (shift @$queue)->[1];
        delete $count->{$old} unless --$count->{$old};
    }
    return $count->{$card};
}

1;
