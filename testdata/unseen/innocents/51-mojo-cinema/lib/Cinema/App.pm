package Cinema::App;
use Mojo::Base 'Mojolicious', -signatures;
use Cinema::Sessions;
use Cinema::Hall;

sub startup ($self) {
    $self->log->level('fatal');
    $self->secrets(['projector']);
    $self->defaults(sessions => Cinema::Sessions->new(idle => 60), hall => Cinema::Hall->new(films => 24, seats => 80));
    $self->renderer->classes([__PACKAGE__]);
    $self->helper(visitor => sub ($c) { return $c->stash->{'cinema.visitor'} });
    $self->hook(before_dispatch => sub ($c) {
        my $sessions = $c->stash('sessions');
        my $id       = $c->cookie('visitor');
        my $visitor  = $id && $sessions->find($id);
        if (!$visitor) {
            ($id, $visitor) = $sessions->create;
            $c->cookie(visitor => $id);
        }
        $c->stash('cinema.visitor' => $visitor);
    });
    my $routes = $self->routes;
    $routes->get('/')->to(cb => sub ($c) { $c->render(template => 'index', films => $c->stash('hall')->titles) });
    $routes->get('/film/:number')->to(cb => sub ($c) {
        my $film = $c->stash('hall')->film($c->param('number'));
        push @{ $c->visitor->{seen} }, $film->{title};
        $c->render(template => 'film', film => $film);
    });
    $routes->post('/reserve')->to(cb => sub ($c) {
        my $ok = $c->stash('hall')->reserve($c->param('film'), $c->param('seat'), $c->visitor);
        $c->render(text => $ok ? 'reserved' : 'taken', status => $ok ? 200 : 409);
    });
    $routes->get('/basket')->to(cb => sub ($c) { $c->render(json => {seats => $c->visitor->{seats}, seen => $c->visitor->{seen}}) });
    $routes->get('/basket.json')->to(cb => sub ($c) { $c->render(json => {seats => $c->visitor->{seats}}) });
    return;
}

1;
__DATA__

@@ index.html.ep
<h1>Tonight</h1>
% for my $title (@$films) {
<li><%= $title %></li>
% }

@@ film.html.ep
<h1><%= $film->{title} %></h1>
<p><%= keys %{ $film->{taken} } %> seats are taken</p>
