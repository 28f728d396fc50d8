#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Plack::Builder;
use HTTP::Request;
use HTTP::Message::PSGI;
use Gallery::Pages;
use Gallery::Links;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 1616;

my $pages = Gallery::Pages->new(pictures => 300);
my $app   = builder {
    enable '+Gallery::Links', base => '/gallery';
    enable 'ContentLength';
    sub { $pages->call(@_) };
};

my %count;

sub requests {
    my $n = shift;
    for (1 .. $n) {
        my $dice = rand;
        my ($method, $path, $body) = ('GET', '/');
        if    ($dice < 0.5) { $path = '/picture/' . (1 + int rand 300) }
        elsif ($dice < 0.7) { $path = '/page/' . (1 + int rand 15) }
        elsif ($dice < 0.8) { $path = '/nothing/here' }
        else {
            ($method, $path) = ('POST', '/picture/' . (1 + int rand 300));
            $body = 'comment=' . join '+', map { (qw(very nice the light is a bit dark))[ rand 8 ] } 1 .. 20;
        }
        my $req = HTTP::Request->new($method, "http://pictures.example$path", [$body ? ('Content-Type' => 'application/x-www-form-urlencoded', 'Content-Length' => length $body) : ()], $body);
        my $res = $app->($req->to_psgi);
        $count{ $res->[0] }++;
    }
}

my %n = (early => 100, mid => 500, late => 500);
for my $name (qw(early mid late)) {
    requests($n{$name});
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", join(', ', map {"$_: $count{$_}"} sort keys %count), "\n";
}
