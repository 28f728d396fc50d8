package Relay::Queue;
use strict;
use warnings;
use Log::Log4perl qw(get_logger);
use Relay::Job;
use Relay::Host;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, number => 0, waiting => [], deferred => {}, sent => 0, bounced => 0, log => get_logger('relay.queue') }, $class;
}

sub add {
    my ($self, %mail) = @_;
    my $number = ++$self->{number};
    push @{ $self->{waiting} }, Relay::Job->new(number => $number, %mail);
    return $number;
}

sub run {
    my $self = shift;
    my @jobs = (@{ $self->{waiting} }, map { $self->{deferred}{$_} } sort { $a <=> $b } keys %{ $self->{deferred} });
    $self->{waiting} = [];
    for my $job (@jobs) {
        if ($job->deliver(Relay::Host->of($job->host))) {
            $self->{sent}++;
            delete $self->{deferred}{ $job->number };
        }
        elsif ($job->tries < $self->{retries}) {
            $self->{deferred}{ $job->number } = $job;
        }
        else {
            $self->{bounced}++;
            delete $self->{deferred}{ $job->number };
        }
    }
    $self->{log}->info(scalar(@jobs) . ' jobs tried');
    return;
}

sub status {
    my $self = shift;
    return sprintf '%d mails, %d sent, %d bounced, %d deferred', @$self{qw(number sent bounced)}, scalar keys %{ $self->{deferred} };
}

1;
