package Lock::Door;
use strict;
use warnings;

sub new {
    my ($class, $number, $journal) = @_;
    return bless {number => $number, journal => $journal, refused => {}}, $class;
}

# badges may pass where the sum of the numbers is not a multiple of seven;
# after three refusals on one day the door calls the guard
sub try {
    my ($self, $badge) = @_;
    my ($n) = $badge =~ /(\d+)/;
    if (($n + $self->{number}) % 7) {
        $self->{journal}->entry("door $self->{number} opened for $badge");
        return 1;
    }
    my $times = ++$self->{refused}{$badge};
    $self->{journal}->entry("door $self->{number} refused $badge" . ($times >= 3 ? ', guard called' : ''));
    return 0;
}

sub reset { my $self = shift; $self->{refused} = {}; return }

1;
