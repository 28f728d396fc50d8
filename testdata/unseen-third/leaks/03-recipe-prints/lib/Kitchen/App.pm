package Kitchen::App;
use Dancer2 appname => 'Kitchen';
use Kitchen::Book;
use Kitchen::Print;

set charset => 'UTF-8';
set logger  => 'null';

my $book = Kitchen::Book->new;

hook before => sub {
    var started => time;
};

get '/recipe/:id' => sub {
    my $recipe = $book->recipe(route_parameters->get('id')) or send_error('no such recipe', 404);
    return join "\n", $recipe->{title}, map {"- $_"} @{ $recipe->{needs} };
};

get '/list/:kind' => sub {
    my $kind = route_parameters->get('kind');
    return join "\n", map { $_->{title} } $book->of_kind($kind);
};

get '/print/:id' => sub {
    my $recipe = $book->recipe(route_parameters->get('id')) or send_error('no such recipe', 404);
    return Kitchen::Print::page(app, $recipe);
};

post '/rate/:id' => sub {
    $book->rate(route_parameters->get('id'), body_parameters->get('stars'));
    return 'thanks';
};

1;
