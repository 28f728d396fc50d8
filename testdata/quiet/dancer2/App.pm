package App::Notes;

# Notes by Dancer2: a REST API and pages, sessions in memory, hooks, uploads,
# errors. People log in, write, and log out again.
use Dancer2;

set views    => config->{appdir} . '/views';
set layout   => 'main';
set template => 'template_toolkit';
set session  => 'Simple';
set logger   => 'null';
set charset  => 'UTF-8';

my %notes;

hook before => sub { var started => time };
hook before_template_render => sub { $_[0]{user} = session('user') };
hook after => sub { response_header 'X-Took' => time - (vars->{started} // time) };

get '/' => sub { template 'index', { notes => [ map { $notes{$_} } sort keys %notes ] } };
post '/login' => sub {
    my $user = body_parameters->get('user') or send_error 'who?', 401;
    session user => $user;
    redirect '/';
};
post '/logout' => sub { app->destroy_session; 'bye' };

prefix '/api' => sub {
    get '/note/:id' => sub {
        my $note = $notes{ route_parameters->get('id') } or pass;
        send_as JSON => $note;
    };
    put '/note/:id' => sub {
        my $id = route_parameters->get('id');
        $notes{$id} = { id => $id, by => session('user'), %{ decode_json(request->body) } };
        send_as JSON => { ok => 1 };
    };
    del '/note/:id' => sub {
        delete $notes{ route_parameters->get('id') };
        send_as JSON => { ok => 1 };
    };
    get '/broken' => sub { my $nobody; $nobody->name };
    any qr{.*} => sub { send_error 'no such note', 404 };
};

package App;
use strict;
use warnings;
use HTTP::Request::Common qw(GET POST PUT DELETE);
use Plack::Test;

my $test = Plack::Test->create(App::Notes->to_app);

sub steps { return 5, 30, 30 }

# work is a visit of one person.
sub work {
    my ($class, $n) = @_;
    my $cookie = '';
    my $ask    = sub {
        my ($request) = @_;
        $request->header(Cookie => $cookie) if $cookie;
        my $answer = $test->request($request);
        $cookie = $1 if ($answer->header('Set-Cookie') // '') =~ /^(dancer\.session=[^;]+)/;
        return $answer;
    };
    $ask->(POST '/login', { user => "user $n" });
    $ask->(GET '/');
    my $id = $n % 30;
    $ask->(PUT "/api/note/$id", Content => qq({"text":"note $n","tags":["a","b$id"]}));
    $ask->(GET "/api/note/" . ($n * 7 % 40));
    $ask->(DELETE "/api/note/" . ($n * 3 % 30)) if $n % 2;
    $ask->(GET '/api/broken') if $n % 5 == 0;
    $ask->(POST '/login')     if $n % 7 == 0;
    $ask->(POST '/logout');
    return;
}

1;
