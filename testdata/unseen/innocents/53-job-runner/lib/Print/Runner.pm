package Print::Runner;
use strict;
use warnings;
use Future;
use Scalar::Util qw(weaken);

sub new {
    my ($class, %args) = @_;
    return bless {%args, running => {}, results => [], count => {}, by_kind => {}, by_customer => {}}, $class;
}

sub pump {
    my $self = shift;
    while (keys %{ $self->{running} } < $self->{presses} and my $job = $self->{queue}->take) { $self->start($job) }
    return;
}

sub start {
    my ($self, $job) = @_;
    $job->{tries}++;
    $job->on(done => sub { $job->log('delivered to ' . $job->{customer}) }) if $job->{tries} == 1;
    weaken(my $weak = $self);
    my $number  = $job->number;
    my $work    = $self->{loop}->delay_future(after => 0.0005 * (1 + rand 3))->then(sub {
        return rand() < 0.1 ? Future->fail("paper jam in job $number", 'press') : Future->done($job->{copies});
    });
    my $limit = $self->{loop}->delay_future(after => 5)->then_fail('too slow', 'press');
    $self->{running}{$number} = Future->wait_any($work, $limit)->on_ready(sub {
        my $future = shift;
        delete $weak->{running}{$number};
        my ($error) = $future->failure;
        return $weak->done($job, $future->get) unless $error;
        $job->log($error);
        return $job->{tries} < 3 ? $weak->{queue}->again($job) : $weak->failed($job);
    });
    return;
}

sub done {
    my ($self, $job, $copies) = @_;
    $self->{count}{done}++;
    $self->{by_kind}{ $job->kind } += $copies;
    $self->{by_customer}{ $job->{customer} } += $copies;
    return $self->keep($job->finish('done'));
}

sub failed { my ($self, $job) = @_; $self->{count}{failed}++; return $self->keep($job->finish('failed')) }

sub keep {
    my ($self, $job) = @_;
    push @{ $self->{results} }, $job;
    shift @{ $self->{results} } while @{ $self->{results} } > $self->{keep};
    return;
}

sub busy { scalar keys %{ $_[0]{running} } }

sub summary {
    my $self = shift;
    return sprintf '%d done, %d failed, %d running', $self->{count}{done} // 0, $self->{count}{failed} // 0, $self->busy;
}

1;
