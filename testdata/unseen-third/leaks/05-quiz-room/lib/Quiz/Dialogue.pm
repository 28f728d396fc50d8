package Quiz::Dialogue;
use v5.26;
use warnings;
use Future;
use Future::AsyncAwait;

# One guest and his questions. The sub below waits for each answer.

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, points => 0, asked => 0}, $class;
}

sub start    { my $self = shift; $self->{game} = $self->game; return }
sub points   { return $_[0]{points} }
sub finished { my $self = shift; return $self->{game}->is_ready }

# what the guest says goes to the sub that waits for it
sub hear {
    my ($self, $line) = @_;
    my $waiting = delete $self->{answer} or return;
    $waiting->done($line);
    return;
}

sub answer {
    my $self = shift;
    return $self->{answer} = Future->new;
}

async sub game {
    my $self = shift;
    for my $round (1 .. 12) {
        my ($one, $two) = (1 + int rand 9, 1 + int rand 9);
        my $text = "Question $round for $self->{nick}: $one plus $two?";
        $self->{asked}++;
        my $line = await $self->answer;
        next unless $line =~ /^\d+$/;
        $self->{points} += $line == $one + $two ? 5 : -1;
    }
    $self->{score}->enter($self->{nick}, $self->{points});
    return $self->{points};
}

1;
