package Lock::House;
use strict;
use warnings;
use Lock::Journal;
use Lock::Door;

sub new {
    my ($class, %arg) = @_;
    my $journal = Lock::Journal->new(send_at => 8_000);
    my @doors   = map { Lock::Door->new($_, $journal) } 1 .. $arg{doors};
    return bless {%arg, journal => $journal, door => \@doors, days => 0}, $class;
}

sub try_any {
    my $self = shift;
    my $door = $self->{door}[ rand @{ $self->{door} } ];
    return $door->try(sprintf 'B%03d', 1 + int rand $self->{badges});
}

sub end_of_day {
    my $self = shift;
    $self->{days}++;
    $_->reset for @{ $self->{door} };
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d days, %d entries in %d messages', $self->{days}, $self->{journal}->entries, $self->{journal}->messages;
}

1;
