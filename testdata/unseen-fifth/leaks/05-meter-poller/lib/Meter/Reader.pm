package Meter::Reader;
use strict;
use warnings;
use AnyEvent;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, values => {}, busy => {}, ok => 0, failed => 0 }, $class;
}

sub read_meter {
    my ($self, $meter, $cb) = @_;
    my $job = { meter => $meter, tries => 0, log => [] };
    $self->{busy}{$meter}++;

    my ($timer, $tick);
    my $try = sub {
        $job->{tries}++;
        push @{ $job->{log} }, "try $job->{tries} at " . sprintf '%.3f', AE::now;
        $self->{radio}->ask(
            $meter,
            sub {
                my ($answer) = @_;
                return unless $timer;
                undef $timer;
                undef $tick;
                $self->_store($answer);
                $self->_finish($job, $cb);
            }
        );
    };

    # ask again when the meter is silent
    $tick = sub {
        if ($job->{tries} >= $self->{tries}) {
            push @{ $job->{log} }, 'given up';
            $self->{failed}++;
            return $self->_finish($job, $cb);
        }
        $try->();
        $timer = AE::timer 0.004, 0, $tick;
    };
    $timer = AE::timer 0.004, 0, $tick;
    $try->();
    return;
}

sub _store {
    my ($self, $answer) = @_;
    my $values = $self->{values}{ $answer->{meter} } ||= [];
    push @$values, $answer;
    shift @$values if @$values > 4;
    $self->{ok}++;
    return;
}

sub _finish {
    my ($self, $job, $cb) = @_;
    delete $self->{busy}{ $job->{meter} } unless --$self->{busy}{ $job->{meter} };
    $cb->($job);
    return;
}

sub summary {
    my $self = shift;
    return sprintf '%d answers, %d given up, %d meters known, %d busy', $self->{ok}, $self->{failed}, scalar keys %{ $self->{values} },
        scalar keys %{ $self->{busy} };
}

1;
