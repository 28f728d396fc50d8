package App;

# A chat and a small shop by Mojolicious, served to many clients at a time over
# loopback: pages, forms, JSON, websockets, sessions, and errors.
use Mojolicious::Lite -signatures;
use Mojo::IOLoop;
use Mojo::Promise;
use Mojo::Server::Daemon;
use Mojo::UserAgent;

app->log->level('fatal');
app->secrets(['quiet']);

my (%clients, %stock, @recent);
$stock{$_} = { name => "article $_", left => 1000, price => $_ * 1.5 } for 1 .. 200;

helper remember => sub ($c, $what) {
    push @recent, { what => $what, at => time };
    shift @recent while @recent > 50;
};

hook after_dispatch => sub ($c) { $c->res->headers->header('X-Served-By' => 'shop') };

get '/'              => sub ($c) { $c->render(template => 'index', articles => [ map { $stock{$_} } 1 .. 20 ]) };
get '/article/<id:num>' => sub ($c) {
    my $article = $stock{ $c->param('id') } or return $c->reply->not_found;
    $c->remember("seen $article->{name}");
    $c->stash(article => $article);
} => 'article';
get '/slow' => sub ($c) {
    $c->render_later;
    my $tx = $c->tx;
    Mojo::Promise->timer(0.01)->then(sub { $c->render(json => { waited => 1 }); undef $tx })->wait;
};
get '/broken' => sub ($c) { die "the back end is away\n" };
post '/cart' => sub ($c) {
    my $v = $c->validation;
    $v->required('id')->num(1, 200);
    $v->required('count')->num(1, 9);
    return $c->render(json => { errors => $v->failed }, status => 400) if $v->has_error;
    my $cart = $c->session->{cart} //= {};
    $cart->{ $v->param('id') } += $v->param('count');
    $c->flash(said => 'added');
    $c->redirect_to('/cart');
};
get '/cart' => sub ($c) { $c->render(json => $c->session->{cart} // {}) };
post '/logout' => sub ($c) { $c->session(expires => 1); $c->render(text => 'bye') };
websocket '/chat' => sub ($c) {
    my $id = $c->req->request_id;
    $clients{$id} = $c->tx;
    $c->on(json => sub ($c, $said) {
        $_->send({ json => { from => $id, said => $said->{said} } }) for values %clients;
    });
    $c->on(finish => sub { delete $clients{$id} });
};

our $daemon = Mojo::Server::Daemon->new(app => app, listen => ['http://127.0.0.1'], silent => 1)->start;
my $url    = 'http://127.0.0.1:' . $daemon->ports->[0];
my @agents = map { Mojo::UserAgent->new(max_connections => 4)->ioloop(Mojo::IOLoop->singleton) } 1 .. 5;

sub steps { return 6, 40, 40 }

# work serves a handful of clients at once.
sub work ($class, $n) {
    my @asked;
    for my $i (0 .. $#agents) {
        my $ua   = $agents[$i];
        my $kind = ($n * 5 + $i) % 11;
        push @asked,
            $kind == 0 ? $ua->post_p("$url/cart" => form => { id => 1 + $n % 200, count => 1 + $i })
          : $kind == 1 ? $ua->post_p("$url/cart" => form => { id => 'x' })
          : $kind == 2 ? $ua->get_p("$url/broken")
          : $kind == 3 ? $ua->get_p("$url/slow")
          : $kind == 4 ? $ua->get_p("$url/no/such/page/$n")
          : $kind == 5 ? chat($ua, $n)
          : $kind == 6 ? $ua->get_p("$url/cart")
          : $kind == 7 ? $ua->get_p("$url/")
          : $kind == 8 ? $ua->post_p("$url/logout")
          :              $ua->get_p("$url/article/" . ($n * 7 + $i) % 230);
    }
    Mojo::Promise->all_settled(@asked)->wait;
    return;
}

sub chat ($ua, $n) {
    return $ua->websocket_p("$url/chat")->then(sub ($tx) {
        my $done = Mojo::Promise->new;
        $tx->on(json   => sub ($tx, $heard) { $tx->finish if $heard->{said} eq "hello $n" });
        $tx->on(finish => sub { $done->resolve });
        $tx->send({ json => { said => "hello $n" } });
        return $done;
    });
}

1;

__DATA__

@@ layouts/shop.html.ep
<html><head><title><%= title %></title></head><body><%= flash('said') // '' %><%= content %></body></html>

@@ index.html.ep
% layout 'shop', title => 'Shop';
<ul>
% for my $article (@$articles) {
  <li><%= link_to $article->{name} => 'article' => { id => 1 } %> <%= sprintf '%.2f', $article->{price} %></li>
% }
</ul>

@@ article.html.ep
% layout 'shop', title => $article->{name};
%= form_for '/cart' => (method => 'POST') => begin
  %= hidden_field id => param('id')
  %= number_field 'count'
  %= submit_button 'Buy'
% end
