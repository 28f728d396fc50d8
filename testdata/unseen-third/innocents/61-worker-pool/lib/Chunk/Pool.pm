package Chunk::Pool;
use strict;
use warnings;
use IO::Select;
use IO::Handle;
use Socket;
use POSIX qw(_exit WNOHANG);
use Chunk::Worker;

# A few worker processes; each is replaced after 40 tasks.

sub new { my ($class, %arg) = @_; return bless {%arg, worker => {}, select => IO::Select->new, forked => 0, reaped => 0}, $class }

sub on_result { my ($self, $cb) = @_; $self->{on_result} = $cb; return }
sub stop      { my $self = shift; $self->{stopped} = 1; return }

sub fork_worker {
    my $self = shift;
    socketpair(my $near, my $far, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or die "socketpair: $!";
    $_->autoflush(1) for $near, $far;
    defined(my $pid = fork) or die "fork: $!";
    if (!$pid) {
        close $near;
        Chunk::Worker::serve($far);
        _exit(0);
    }
    close $far;
    $self->{forked}++;
    $self->{worker}{ fileno $near } = {pid => $pid, fh => $near, served => 0};
    $self->{select}->add($near);
    return $self->{worker}{ fileno $near };
}

sub dismiss {
    my ($self, $worker) = @_;
    $self->{select}->remove($worker->{fh});
    delete $self->{worker}{ fileno $worker->{fh} };
    shutdown $worker->{fh}, 2;    # the other children have copies of this handle
    close $worker->{fh};
    $self->{reaped}++ if waitpid($worker->{pid}, 0) > 0;
    return;
}

sub give {
    my ($self, $worker, $task) = @_;
    $worker->{task} = $task;
    print { $worker->{fh} } "$task->{kind} $task->{text}\n";
    return;
}

sub run {
    my ($self, $source) = @_;
    $self->give($self->fork_worker, $source->()) for 1 .. $self->{size};
    until ($self->{stopped}) {
        for my $fh ($self->{select}->can_read(1)) {
            my $worker = $self->{worker}{ fileno $fh };
            my $answer = <$fh>;
            chomp $answer;
            my $task = delete $worker->{task};
            $worker->{served}++;
            $self->{on_result}->($task, $answer);
            last if $self->{stopped};
            if ($worker->{served} >= 40) {
                $self->dismiss($worker);
                $worker = $self->fork_worker;
            }
            $self->give($worker, $source->());
        }
    }
    $self->dismiss($_) for values %{ $self->{worker} };
    return;
}

sub text { my $self = shift; return sprintf '%d workers, %d forked, %d gone', scalar keys %{ $self->{worker} }, @$self{qw(forked reaped)} }

1;
