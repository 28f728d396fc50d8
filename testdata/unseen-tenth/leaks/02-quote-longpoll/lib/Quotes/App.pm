package Quotes::App;
use Mojo::Base 'Mojolicious', -signatures;
use Quotes::Feed;

has 'feed'   => sub { Quotes::Feed->new->start };
has 'served' => 0;

sub startup ($self) {
  $self->secrets(['harvest']);
  $self->log->level('fatal');
  my $r = $self->routes;
  $r->get('/last/:symbol')->to(cb => \&last_price);
  $r->get('/next/:symbol')->to(cb => \&next_price);
  $r->get('/board')->to(cb => sub ($c) { $c->render(json => $c->app->feed->last) });
}

sub last_price ($c) {
  my $price = $c->app->feed->last->{$c->param('symbol')};
  return $c->render(json => {error => 'unknown symbol'}, status => 404) unless defined $price;
  $c->render(json => {symbol => $c->param('symbol'), price => $price});
}

# Long poll: answer with the next tick of the wanted symbol.
sub next_price ($c) {
  my $want = $c->param('symbol');
  my $done = 0;
  $c->render_later;
  $c->app->feed->on(
    tick => sub ($feed, $sym, $price) {
      return if $done or $sym ne $want;
      $done = 1;
      $c->app->served($c->app->served + 1);
      $c->render(json => {symbol => $sym, price => $price});
    }
  );
}

1;
