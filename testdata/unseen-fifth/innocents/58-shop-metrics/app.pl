#!/usr/bin/env perl
# a web shop that counts its requests by route, method and class of the status
use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common qw(GET POST);
use HTTP::Message::PSGI;
use Plack::Builder;
use Metric::Middleware;

my $dir = shift or die "usage: $0 DIR\n";
srand 58;

my $hour   = 0;
my $counts = {};
my $inner  = sub {
    my ($env) = @_;
    my $status = rand() < 0.03 ? 500 : rand() < 0.1 ? 404 : 200;
    return [$status, ['Content-Type' => 'text/plain'], ["answer for $env->{PATH_INFO}\n"]];
};
my $app = builder {
    enable '+Metric::Middleware', counts => $counts, hour => sub {$hour}, routes => [map {qr{\A/$_(?:/|\z)}} qw(article basket search login order help news jobs)];
    $inner;
};

sub hours {
    my ($hours, $requests) = @_;
    for (1 .. $hours) {
        $hour++;
        for (1 .. $requests) {
            my $path = '/' . (qw(article article article basket basket search search login order help news jobs favicon.ico))[13 * rand() * rand];
            $path .= '/' . int rand 5000 if $path =~ /article|order/;
            my $request = rand() < 0.8 ? GET("http://localhost$path") : POST("http://localhost$path", Content => 'x=1');
            $app->($request->to_psgi);
        }
    }
    return;
}

for my $part ([early => 1, 80], [mid => 3, 220], [late => 3, 350]) {
    my ($name, $hours, $requests) = @$part;
    hours($hours, $requests);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: hour %d, %d series, %d paths in this hour\n", $name, $hour, scalar keys %{ $counts->{total} }, scalar keys %{ $counts->{paths} };
}
