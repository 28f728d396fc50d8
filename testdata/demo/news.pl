#!/usr/bin/perl
# A web service that leaks: each reader of a topic is told of new headlines, and
# never forgotten.
use Mojolicious::Lite -signatures;
use Mojo::EventEmitter;

my $hub = Mojo::EventEmitter->new;

get '/topic/:name' => sub ($c) {
    my @headlines = map { $c->param('name') . " headline $_" } 1 .. 20;
    $hub->on(published => sub ($hub, $headline) { push @headlines, $headline });
    $c->render(json => \@headlines);
};

app->log->level('warn');
app->start;
