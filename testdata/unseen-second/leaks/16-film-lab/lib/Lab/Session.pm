package Lab::Session;
use Moo;
use feature 'state';

# There is one session for the whole program. It knows which child belongs to
# which process object, collects those that have finished and tells them so.

has process_table => (is => 'ro', default => sub { {} });
has running       => (is => 'rw', default => 0);

sub instance { state $session = Lab::Session->new; return $session }

sub register {
    my ($self, $pid, $process) = @_;
    $self->process_table->{$pid} = $process;
    $self->running($self->running + 1);
    return $process;
}

sub resolve { my ($self, $pid) = @_; return $self->process_table->{$pid} }

sub collect {
    my $self = shift;
    my $pid  = waitpid -1, 0;
    return 0 if $pid <= 0;
    my $process = $self->resolve($pid) or return 1;
    $self->running($self->running - 1);
    $process->stopped($? >> 8);
    return 1;
}

1;
