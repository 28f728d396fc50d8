package Quiz::Crowd;
use v5.26;
use warnings;

# The people: they come, play some questions, and go, some of them in the
# middle of a question.

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, present => [], count => 0}, $class;
}

sub play {
    my ($self, $steps) = @_;
    my $room = $self->{room};
    for (1 .. $steps) {
        my $present = $self->{present};
        my $dice    = rand;
        if (@$present < $self->{most} && $dice < 0.2) {
            my $nick = 'guest' . ++$self->{count};
            push @$present, $nick;
            $room->join($nick);
        }
        elsif (@$present && $dice < 0.3) {
            my ($nick) = splice @$present, rand @$present, 1;
            $room->part($nick);
        }
        elsif (@$present) {
            my $nick = $present->[ rand @$present ];
            $room->said($nick, rand() < 0.4 ? 'i do not know' : int rand 20);
        }
    }
    return;
}

1;
