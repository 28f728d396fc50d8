package Rooms;
use Mojo::Base 'Mojolicious', -signatures;

sub startup ($self) {
  $self->secrets(['pier']);
  push @{$self->plugins->namespaces}, 'Rooms::Plugin';
  $self->plugin('Backlog' => {file => 'rooms.json'});

  my $r = $self->routes;
  $r->post('/room/:room/lines')->to(cb => sub ($c) {
    my $n = 0;
    for my $line (@{$c->req->json}) {
      next unless length $line->{text};
      $n = $c->backlog->add($c->param('room'), $line);
    }
    $c->render(json => {stored => $n});
  });
  $r->get('/room/:room')->to(cb => sub ($c) {
    $c->render(json => $c->backlog->page($c->param('room')));
  });
}

1;
