package Quiz::Room;
use v5.26;
use warnings;
use Quiz::Dialogue;
use Quiz::Score;

sub new {
    my $class = shift;
    return bless {dialogue => {}, score => Quiz::Score->new(10), parted => 0}, $class;
}

sub join {
    my ($self, $nick) = @_;
    my $dialogue = $self->{dialogue}{$nick} = Quiz::Dialogue->new(nick => $nick, score => $self->{score});
    $dialogue->start;
    return;
}

sub said {
    my ($self, $nick, $line) = @_;
    my $dialogue = $self->{dialogue}{$nick} or return;
    $dialogue->hear($line);
    delete $self->{dialogue}{$nick} if $dialogue->finished;
    return;
}

sub part {
    my ($self, $nick) = @_;
    my $dialogue = delete $self->{dialogue}{$nick} or return;
    $self->{parted}++;
    return $dialogue->points;
}

sub text {
    my $self = shift;
    return sprintf '%d at play, %d went away, best %s', scalar keys %{ $self->{dialogue} }, $self->{parted}, $self->{score}->best;
}

1;
