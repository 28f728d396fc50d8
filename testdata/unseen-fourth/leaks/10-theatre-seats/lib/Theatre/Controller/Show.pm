package Theatre::Controller::Show;
use Moose;
use namespace::autoclean;
BEGIN { extends 'Catalyst::Controller' }

sub base : Chained('/') PathPart('show') CaptureArgs(1) {
    my ($self, $c, $number) = @_;
    $c->stash(show => $number, plan => $c->model('Plan'));
}

sub info : Chained('base') PathPart('info') Args(0) {
    my ($self, $c) = @_;
    my $stash = $c->stash;
    $c->res->content_type('text/plain');
    $c->res->body(sprintf 'Show %d: %d seats are free', $stash->{show}, $stash->{plan}->free($stash->{show}));
}

sub seats : Chained('base') PathPart('seats') Args(0) {
    my ($self, $c) = @_;
    my $plan = $c->stash->{plan};
    $c->stash(
        rows     => $plan->rows($c->stash->{show}),
        book_url => sub { return $c->uri_for($self->action_for('book'), [$c->stash->{show}], {seat => shift}) },
    );
    $c->forward('page');
}

sub book : Chained('base') PathPart('book') Args(0) {
    my ($self, $c) = @_;
    my $stash = $c->stash;
    my $ok = $stash->{plan}->take($stash->{show}, $c->req->params->{seat});
    $c->res->status(409) unless $ok;
    $c->res->body($ok ? 'booked' : 'taken');
}

# a very small template
sub page : Private {
    my ($self, $c) = @_;
    my $stash = $c->stash;
    my $html  = "<h1>Show $stash->{show}</h1>";
    for my $row (@{ $stash->{rows} }) {
        my @free = grep { !$_->{taken} } @$row;
        $html .= '<p>' . scalar(@free) . ' free';
        $html .= ' <a href="' . $stash->{book_url}->($free[0]{number}) . '">book</a>' if @free;
        $html .= '</p>';
    }
    $c->res->content_type('text/html');
    $c->res->body($html);
}

__PACKAGE__->meta->make_immutable;
1;
