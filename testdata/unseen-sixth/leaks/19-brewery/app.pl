#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common;
use HTTP::Message::PSGI;
use HTTP::Response;
use Plack::Builder;
use Brew::Web;
use Brew::Cellar;

my ($out, $late) = @ARGV;
$late ||= 40;
srand 70;

my $cellar = Brew::Cellar->new(tanks => 8);
my $web    = Brew::Web->new(cellar => $cellar);

my $app = builder {
    enable 'ContentLength';
    enable '+Brew::Toolbar';
    $web->to_app;
};

sub call {
    my ($req) = @_;
    $req->uri('http://cellar.local' . $req->uri);
    return HTTP::Response->from_psgi($app->($req->to_psgi));
}

sub quarter_hour {
    for (1 .. 15) {
        my $tank = 1 + int rand 8;
        my $r    = rand;
        if    ($r < .40) { call(GET "/tank/$tank") }
        elsif ($r < .55) { call(GET '/') }
        elsif ($r < .70) { call(POST "/tank/$tank", [ temp => 8 + rand 10 ]) }
        elsif ($r < .82) { call(GET "/tank/$tank.csv") }
        elsif ($r < .90) { call(GET '/label.svg') }
        else             { call(GET "/tank/" . (90 + int rand 9)) }
    }
    $cellar->cool;
}

quarter_hour() for 1 .. 15;
Devel::MAT::Dumper::dump("$out/early.pmat");
quarter_hour() for 1 .. 40;
Devel::MAT::Dumper::dump("$out/mid.pmat");
quarter_hour() for 1 .. $late;
Devel::MAT::Dumper::dump("$out/late.pmat");

print $cellar->state, "\n";
