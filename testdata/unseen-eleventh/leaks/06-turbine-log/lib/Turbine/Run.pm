package Turbine::Run;
use strict;
use warnings;
use Log::Log4perl;
use List::Util qw(sum max);

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg}, $class;
    # a category of its own, so that a run can be found in the log
    $self->{log} = Log::Log4perl->get_logger("park.turbine$self->{turbine}.$self->{serial}");
    return $self;
}

sub evaluate {
    my $self = shift;
    my $samples = $self->{samples};
    my $mean = sum(@$samples) / @$samples;
    $self->{log}->debug(sprintf 'mean %.1f of %d samples', $mean, scalar @$samples);
    $self->{log}->warn(sprintf 'peak %.1f', max @$samples) if max(@$samples) > 1499;
    return $mean;
}

1;
