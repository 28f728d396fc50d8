package Museum::Web;
use strict;
use warnings;
use Dancer2;
use Museum::Collection;
use Museum::Visits;

set logger   => 'null';
set charset  => 'UTF-8';
set session  => 'Simple';
set engines  => {session => {Simple => {cookie_name => 'museum', session_duration => 3600}}};
set show_errors => 0;

my $collection = Museum::Collection->new;
my $visits     = Museum::Visits->new(window => 200);

hook before => sub {
    my $path = request->path;
    session previous => session('current') // '/';
    session current  => $path;
    $visits->hit($path) unless $path eq '/health';
};

hook after => sub {
    my $response = shift;
    $response->header('X-Museum' => 'open');
};

get '/health' => sub {'ok'};

get '/object/:number' => sub {
    my $page = $collection->page(route_parameters->get('number'));
    my $back = session('previous');
    return $page . qq{<a href="$back">back</a>};
};

post '/login' => sub {
    my $name = body_parameters->get('name');
    session user  => $name;
    session roles => ['curator', $name =~ /[13]$/ ? 'editor' : ()];
    return "hello $name";
};

get '/mine' => sub {
    my $user = session('user') or do { status 403; return 'please log in' };
    return "$user looked at " . session('previous') . ', others at ' . join ' ', $visits->top(3);
};

1;
