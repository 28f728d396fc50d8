package Relay::Job;
use strict;
use warnings;
use Log::Log4perl;

sub new {
    my ($class, %arg) = @_;
    my $self = bless { %arg, tries => 0 }, $class;
    $self->{log} = Log::Log4perl->get_logger("relay.job.$self->{number}");
    $self->{log}->debug("new job for $self->{to}");
    return $self;
}

sub number { return $_[0]{number} }
sub tries  { return $_[0]{tries} }
sub host   { return (split /\@/, $_[0]{to})[1] }

sub deliver {
    my ($self, $host) = @_;
    $self->{tries}++;
    if ($host->accepts) {
        $self->{log}->info("delivered to $self->{to} after $self->{tries}");
        return 1;
    }
    $self->{log}->warn("$self->{to} is not reachable");
    return 0;
}

1;
