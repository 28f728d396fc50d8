package Heat::Broker;
use Moo;
use Future;

has offline => (is => 'ro', default => 0);
has waiting => (is => 'ro', default => sub { {} });
has line    => (is => 'ro', default => sub { [] });
has last_id => (is => 'rw', default => 0);

# a message to a device, the future becomes the answer
sub call {
    my ($self, $device, %message) = @_;
    my $id = $self->last_id($self->last_id + 1);
    my $future = Future->new->set_label("call $id");
    $self->waiting->{$id} = $future;
    push @{ $self->line }, { id => $id, device => $device, %message };
    return $future;
}

# the other side: some of the devices are switched off
sub deliver {
    my ($self) = @_;
    for my $message (splice @{ $self->line }, 0, 10) {
        next if rand() < $self->offline;
        $self->_answer({ id => $message->{id}, device => $message->{device}, value => $message->{value}, battery => 40 + int rand 60 });
    }
    return;
}

sub _answer {
    my ($self, $answer) = @_;
    my $future = delete $self->waiting->{ $answer->{id} } or return;
    $future->done($answer);
    return;
}

sub outstanding { return scalar @{ $_[0]->line } }

1;
