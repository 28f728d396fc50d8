#!/usr/bin/env perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common qw(GET POST);
use HTTP::Message::PSGI;
use HTTP::Response;
use Polls::App;

my ($out, $minutes) = @ARGV;
$minutes ||= 25;
srand 99;

my $psgi = Polls::App->to_app;

sub request {
    my ($req, $cookie) = @_;
    $req->uri('http://polls.example' . $req->uri) unless $req->uri =~ /^http/;
    $req->header(Cookie => $cookie) if $cookie;
    my $res = HTTP::Response->from_psgi($psgi->($req->to_psgi));
    my ($set) = ($res->header('Set-Cookie') // '') =~ /^(dancer\.session=[^;]+)/;
    return ($res, $set);
}

my %member;

sub minute {
    for (1 .. 6) {
        my $name = 'member' . int rand 15;
        if (!$member{$name}) {
            (undef, $member{$name}) = request(POST('/login', [ name => $name ]));
        }
        my $r = rand;
        if    ($r < .5) { request(GET('/poll/' . (1 + int rand 8)), $member{$name}) }
        elsif ($r < .8) { request(POST('/poll/' . (1 + int rand 8), [ choice => int rand 3 ]), $member{$name}) }
        else            { request(GET('/mine'), $member{$name}) }
    }
    request(GET('/'));
    request(GET('/poll/' . (1 + int rand 8))) for 1 .. 3;    # search engines, link previews
    request(GET('/api/results/' . (1 + int rand 8)));
    request(GET('/ping')) for 1 .. 2;                        # load balancer
}

minute() for 1 .. 10;
Devel::MAT::Dumper::dump("$out/early.pmat");
minute() for 1 .. 25;
Devel::MAT::Dumper::dump("$out/mid.pmat");
minute() for 1 .. $minutes;
Devel::MAT::Dumper::dump("$out/late.pmat");
