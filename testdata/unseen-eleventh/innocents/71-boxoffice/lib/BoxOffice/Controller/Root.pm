package BoxOffice::Controller::Root;
use Moose;
BEGIN { extends 'Catalyst::Controller' }

__PACKAGE__->config(namespace => '');

sub hold : Local {
    my ($self, $c) = @_;
    my $p = $c->req->body_parameters;
    my $n = 0;
    $n += $c->model('Holds')->hold($p->{show}, $_, $p->{name}) for split /,/, $p->{seats};
    $c->res->body($n);
}

sub buy : Local {
    my ($self, $c) = @_;
    $c->res->body($c->model('Holds')->release($c->req->body_parameters->{name}));
}

sub tick : Local {
    my ($self, $c) = @_;
    $c->model('Holds')->advance;
    $c->res->body('ok');
}

__PACKAGE__->meta->make_immutable;
1;
