package Press::Controller::Estimate;
use Mojo::Base 'Mojolicious::Controller', -signatures;
use Press::Job;

sub papers ($self) { $self->render(json => $self->app->papers->all) }

sub paper ($self) {
    my $paper = $self->app->papers->find($self->stash('id')) or return $self->render(json => {error => 'no such paper'}, status => 404);
    return $self->render(json => $paper);
}

sub estimate ($self) {
    $self->render_later;
    my $job = Press::Job->new(
        paper  => $self->app->papers->find($self->param('paper')),
        copies => $self->param('copies'),
        pages  => $self->param('pages'),
    );
    $self->stash(job => $job);
    $job->on(finish => sub ($job, $sum) {
        $self->recent($job->paper->{name} . ": $sum");
        $self->render(json => {cents => int $sum * 100, notes => $job->notes});
    });
    $job->on(error => sub ($job, $text) { $self->render(json => {error => $text}, status => 400) });
    $job->start;
    return;
}

1;
