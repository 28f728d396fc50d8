#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common;
use HTTP::Message::PSGI;
use HTTP::Response;
use Plack::Builder;
use Spa::Clock;
use Spa::Sessions;
use Spa::Web;

my ($out, $late) = @ARGV;
$late ||= 40;
srand 540;

my $clock    = Spa::Clock->new(start => 9 * 3600);
my $sessions = Spa::Sessions->new(clock => $clock, ttl => 1200);
my $app = builder {
    enable sub {
        my $inner = shift;
        return sub {
            my $env = shift;
            my ($sid) = ($env->{HTTP_COOKIE} || '') =~ /sid=(\w+)/;
            my $s = $sessions->get($sid) || $sessions->create;
            $env->{'spa.session'} = $s;
            my $res = $inner->($env);
            push @{ $res->[1] }, 'Set-Cookie' => "sid=$s->{id}";
            return $res;
        };
    };
    Spa::Web->new(clock => $clock)->to_app;
};

my %cookie;

sub visit {
    my ($who, $req) = @_;
    $req->uri('http://spa.local' . $req->uri);
    $req->header(Cookie => $cookie{$who}) if $cookie{$who};
    my $res = HTTP::Response->from_psgi($app->($req->to_psgi));
    $cookie{$who} = $res->header('Set-Cookie');
}

sub minute {
    my ($load) = @_;
    for (1 .. $load) {
        my $who = rand() < .5 ? 'new' : 'guest' . int rand 60;
        delete $cookie{new};
        my $r = rand;
        if    ($r < .4) { visit($who, GET '/') }
        elsif ($r < .7) { visit($who, GET '/pool/' . (1 + int rand 4)) }
        elsif ($r < .9) { visit($who, POST '/basket', [ what => (qw(massage sauna mud))[rand 3], hour => 10 + int rand 8 ]) }
        else            { visit($who, GET '/basket') }
    }
    $clock->forward(60);
}

minute(8) for 1 .. 25;
Devel::MAT::Dumper::dump("$out/early.pmat");
minute(14) for 1 .. 40;
Devel::MAT::Dumper::dump("$out/mid.pmat");
minute(24) for 1 .. $late;         # it rains
Devel::MAT::Dumper::dump("$out/late.pmat");

print $sessions->count, " sessions, ", $sessions->expired, " expired\n";
