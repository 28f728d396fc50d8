package Render::Farm;
use Moo;
use Render::Node;

has nodes       => (is => 'ro', coerce => sub { [map { Render::Node->new(name => "node$_") } 1 .. $_[0]] });
has metrics     => (is => 'ro', required => 1);
has queue       => (is => 'ro', default => sub { [] });
has frames_done => (is => 'rw', default => 0);
has clock       => (is => 'rw', default => 0);

sub submit {
    my ($self, $job) = @_;
    push @{$self->queue}, $job;
    $self->metrics->counter('jobs_submitted')->inc({scene => $job->scene});
    $self->metrics->gauge('queue_length')->set({}, scalar @{$self->queue});
    return $self;
}

sub idle { return !@{$_[0]->queue} }

sub work {
    my ($self) = @_;
    my $job  = $self->queue->[0] or return;
    my $node = $self->nodes->[$self->clock % @{$self->nodes}];
    $self->clock($self->clock + 1);

    my $seconds = $node->render($job, $job->next_frame);
    $self->_account($job, $node, $seconds);
    $job->next_frame($job->next_frame + 1);
    if ($job->finished) {
        shift @{$self->queue};
        $self->metrics->counter('jobs_finished')->inc({artist => $job->artist});
        $self->metrics->gauge('queue_length')->set({}, scalar @{$self->queue});
    }
    return;
}

sub _account {
    my ($self, $job, $node, $seconds) = @_;
    my %where = (node => $node->name, scene => $job->scene);
    $self->frames_done($self->frames_done + 1);
    $self->metrics->counter('frames')->inc(\%where);
    $self->metrics->summary('frame_seconds')->observe({scene => $job->scene, job => $job->id}, $seconds);
    return;
}

1;
