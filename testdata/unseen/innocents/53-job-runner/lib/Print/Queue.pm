package Print::Queue;
use strict;
use warnings;
use Print::Job;

sub new { my $class = shift; return bless {jobs => [], next => 1}, $class }

sub add {
    my ($self, %order) = @_;
    push @{ $self->{jobs} }, Print::Job->new(%order, number => $self->{next}++);
    return;
}

sub take  { my $self = shift; return shift @{ $self->{jobs} } }
sub again { my ($self, $job) = @_; push @{ $self->{jobs} }, $job; return }
sub size  { scalar @{ $_[0]{jobs} } }

1;
