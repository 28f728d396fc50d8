package Recipes;
use strict;
use warnings;
use Dancer2 appname => 'Recipes';
use Recipes::Book;

set logger  => 'null';
set charset => 'UTF-8';
set engines => {
    session => {
        Simple => { cookie_name => 'recipes', cookie_duration => '2 hours' },
    },
};
set session => 'Simple';

my $book = Recipes::Book->new(200);

# "You looked at": the last recipes of this visitor, shown in the side bar.
hook before => sub {
    my $seen = session('seen') || [];
    session seen => $seen;
    var started => time;
};

get '/recipe/:id' => sub {
    my $recipe = $book->find(route_parameters->get('id'))
        or send_error('no such recipe', 404);

    my $seen = session('seen');
    my @new  = ({ id => $recipe->{id}, title => $recipe->{title} },
        grep { $_->{id} != $recipe->{id} } @$seen);
    splice @new, 5;
    session seen => \@new;

    return join "\n", "<h1>$recipe->{title}</h1>",
        (map { "<li>$_</li>" } @{ $recipe->{steps} }),
        '<aside>' . join(', ', map { $_->{title} } @new) . '</aside>';
};

get '/logout' => sub {
    app->destroy_session;
    redirect '/';
};

1;
