package Night::Runner;
use strict;
use warnings;
use POSIX qw(WNOHANG _exit);
use Time::HiRes qw(time);

sub new { my $class = shift; return bless {running => {}, done => {}, failed => [], seconds => 0, started => 0}, $class }

sub start {
    my ($self, $job) = @_;
    defined(my $pid = fork) or die "cannot fork: $!";
    _exit($job->work) unless $pid;
    $self->{running}{$pid} = $job;
    $self->{started}++;
    return;
}

# called once in each tick: what has come to an end?
sub poll {
    my $self = shift;
    my $pid  = waitpid(-1, WNOHANG);
    if ($pid > 0) {
        $self->finished($pid, $? >> 8);
    }
    return;
}

sub finished {
    my ($self, $pid, $code) = @_;
    my $job = delete $self->{running}{$pid} or return;
    $self->{done}{ $job->{name} }++;
    $self->{seconds} += time - $job->{begun};
    if ($code) {
        push @{ $self->{failed} }, "$job->{name} in tick $job->{tick}";
        shift @{ $self->{failed} } if @{ $self->{failed} } > 20;
    }
    return;
}

sub text {
    my $self = shift;
    my $done = 0;
    $done += $_ for values %{ $self->{done} };
    return sprintf '%d jobs started, %d done, %d among the last failed', $self->{started}, $done, scalar @{ $self->{failed} };
}

1;
