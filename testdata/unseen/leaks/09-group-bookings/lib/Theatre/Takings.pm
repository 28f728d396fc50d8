package Theatre::Takings;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {days => $args{days}, last => [], by_play => {}}, $class;
}

sub add {
    my ($self, $play, $sum, $count) = @_;
    push @{ $self->{last} }, {play => $play, sum => $sum, count => $count};
    shift @{ $self->{last} } while @{ $self->{last} } > $self->{days};
    $self->{by_play}{$play} += $sum;
    return;
}

sub best {
    my $self = shift;
    my ($best) = sort { $self->{by_play}{$b} <=> $self->{by_play}{$a} } keys %{ $self->{by_play} };
    return "best play: $best";
}

1;
