package Tide::Web;
use Mojo::Base 'Mojolicious', -signatures;
use Mojo::IOLoop;
use Tide::Gauge;

has gauges  => sub { {} };
has viewers => 0;

sub gauge ($self, $name) { return $self->gauges->{$name} //= Tide::Gauge->new(name => $name) }

sub startup ($self) {
    $self->log->level('fatal');
    $self->secrets(['tide']);
    $self->routes->websocket('/live/:station')->to(cb => \&live);
    $self->routes->get('/level/:station')->to(cb => sub ($c) {
        $c->render(json => $c->app->gauge($c->param('station'))->now);
    });
}

sub live ($c) {
    my $gauge = $c->app->gauge($c->param('station'));
    $c->inactivity_timeout(300);
    $c->app->viewers($c->app->viewers + 1);
    Mojo::IOLoop->recurring(0.02 => sub {
        $c->send({json => $gauge->now}) if $c->tx && !$c->tx->is_finished;
    });
    $c->on(finish => sub ($c, @) { $c->app->viewers($c->app->viewers - 1) });
    $c->rendered(101);
}

1;
