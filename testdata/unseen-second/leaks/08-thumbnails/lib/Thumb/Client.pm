package Thumb::Client;
use strict; use warnings;
use AnyEvent::Handle;
use Scalar::Util qw(weaken);
use Thumb::Task;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {need => {}, queue => [], limit => 4, running => 0}, $class;
    weaken(my $weak = $self);
    $self->{handle} = AnyEvent::Handle->new(
        fh       => $arg{fh},
        on_error => sub { my ($handle, $fatal, $message) = @_; warn "worker: $message\n"; $handle->destroy },
        on_read  => sub {
            my $handle = shift;
            $handle->push_read(line => sub { my (undef, $line) = @_; $weak->answer(split / /, $line, 3) });
        },
    );
    return $self;
}

sub add_task {
    my ($self, $workload, %cb) = @_;
    my $task = Thumb::Task->new(workload => $workload, %cb);
    push @{ $self->{queue} }, $task;
    $self->pump;
    return $task->id;
}

sub pump {
    my $self = shift;
    while ($self->{running} < $self->{limit} and my $task = shift @{ $self->{queue} }) {
        $self->{running}++;
        $self->{need}{ $task->id } = $task;
        $self->{handle}->push_write(join(' ', 'JOB', $task->id, $task->workload) . "\n");
    }
    return;
}

sub answer {
    my ($self, $what, $id, $text) = @_;
    my $task = $self->{need}{$id} or return;
    return $task->progress($text) if $what eq 'STATUS';
    $self->{running}--;
    if ($what eq 'COMPLETE') {
        delete $self->{need}{$id};
        $task->complete($text);
    }
    elsif ($what eq 'FAIL') {
        $task->fail($text);
    }
    return $self->pump;
}

1;
