package Quiz;
use Mojo::Base 'Mojolicious', -signatures;
use Quiz::Players;

has players => sub { Quiz::Players->new };

my @questions = map { { no => $_, text => "What is $_ times 7?", answer => $_ * 7 } } 1 .. 40;

sub startup ($self) {
    $self->secrets(['owl']);
    my $r = $self->routes;
    $r->get('/q' => sub ($c) {
        my $q = $questions[ rand @questions ];
        my $p = $c->app->players->get($c->param('player')) || { right => 0, wrong => 0, trail => [] };
        $p->{asked} = $q->{no};
        push @{ $p->{trail} }, $q->{no};
        shift @{ $p->{trail} } if @{ $p->{trail} } > 10;
        $c->app->players->put($c->param('player'), $p);
        $c->render(json => { no => $q->{no}, text => $q->{text} });
    });
    $r->post('/a' => sub ($c) {
        my $p = $c->app->players->get($c->param('player')) or return $c->render(json => { gone => 1 }, status => 404);
        my $ok = $questions[ $p->{asked} - 1 ]{answer} == $c->req->json->{answer};
        $p->{ $ok ? 'right' : 'wrong' }++;
        $c->render(json => { ok => $ok ? \1 : \0 });
    });
}

1;
