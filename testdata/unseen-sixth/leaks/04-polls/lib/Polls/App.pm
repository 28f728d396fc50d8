package Polls::App;
use Dancer2;
use Polls::Store;

set session      => 'Simple';
set logger       => 'Null';
set show_errors  => 0;
set charset      => 'UTF-8';

my $store = Polls::Store->new(
    1 => 'Tea or coffee?',   2 => 'Lake or sea?',   3 => 'Town hall roof',
    4 => 'New bus line',     5 => 'Name the otter', 6 => 'Market day',
    7 => 'Library hours',    8 => 'Playground',
);

hook before => sub {
    my $path = request->path;
    return if $path eq '/ping';
    # shown in the footer ("you came from ...")
    session came_from => request->header('Referer') || $path;
    session trail => [ grep { defined } (@{ session('trail') || [] })[-4 .. -1], $path ];
};

get '/ping' => sub { 'pong' };

get '/' => sub {
    my @list = map { "<li>$_->{title} ($_->{total})</li>" } $store->all;
    return page('Polls', "<ul>@list</ul>");
};

post '/login' => sub {
    my $name = body_parameters->get('name') or return send_error('name?', 400);
    session user => $name;
    redirect '/';
};

get '/poll/:id' => sub {
    my $poll = $store->poll(route_parameters->get('id')) or pass;
    return page($poll->{title}, join '<br>', map { "$_: $poll->{votes}[$_]" } 0 .. 2);
};

post '/poll/:id' => sub {
    my $user = session('user') or return send_error('log in first', 403);
    $store->vote(route_parameters->get('id'), $user, body_parameters->get('choice'));
    redirect '/poll/' . route_parameters->get('id');
};

get '/mine' => sub {
    my $user = session('user') // 'nobody';
    return page("Votes of $user", join ', ', $store->votes_of($user));
};

get '/api/results/:id' => sub {
    my $poll = $store->poll(route_parameters->get('id')) or pass;
    content_type 'application/json';
    return sprintf '{"title":"%s","votes":[%s]}', $poll->{title}, join ',', @{ $poll->{votes} };
};

sub page {
    my ($title, $body) = @_;
    my $user = session('user') // 'guest';
    return "<html><head><title>$title</title></head><body><h1>$title</h1>$body<hr>$user</body></html>";
}

1;
