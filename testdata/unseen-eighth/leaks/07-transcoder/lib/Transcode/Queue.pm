package Transcode::Queue;
use strict;
use warnings;
use Transcode::Job;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {
        %arg,
        waiting => [],
        running => {},
        next_id => 1,
        totals  => { renditions => 0, failed => 0 },
    }, $class;
    return $self;
}

sub backlog { scalar @{ $_[0]{waiting} } }
sub totals  { $_[0]{totals} }

sub submit {
    my ($self, %spec) = @_;
    my $job = Transcode::Job->new(
        id       => sprintf('v%06d', $self->{next_id}++),
        seconds  => $spec{seconds},
        profiles => [ @{ $self->{profiles} } ],
    );
    push @{ $self->{waiting} }, $job;
    return $job;
}

# One scheduling round: fill the free workers, let each do a piece, and return
# the jobs that have come to their end.
sub tick {
    my ($self) = @_;
    my $run = $self->{running};
    while (keys %$run < $self->{workers} and my $job = shift @{ $self->{waiting} }) {
        $run->{ $job->id } = $job;
    }
    my @done;
    for my $id (sort keys %$run) {
        my $job = $run->{$id};
        $job->step;
        next unless $job->is_done;
        push @done, delete $run->{$id};
        $self->{totals}{renditions} += $job->renditions;
        $self->{totals}{failed}++ if $job->failed;
    }
    return @done;
}

1;
