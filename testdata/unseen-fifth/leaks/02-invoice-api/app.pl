#!/usr/bin/env perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common qw(GET POST);
use HTTP::Message::PSGI;
use JSON::PP qw(encode_json);
use Invoice::Web;

my $dir = shift or die "usage: $0 DIR\n";
my $app = Invoice::Web->to_app;
srand 22;

sub request {
    my ($request) = @_;
    my $response = HTTP::Response->from_psgi($app->($request->to_psgi));
    die $response->as_string if $response->code >= 500;
    return $response;
}

my %codes;

sub traffic {
    my $count = shift;
    for (1 .. $count) {
        my $customer = 1 + int rand 60;
        my $response
            = rand() < 0.4
            ? request(POST "http://localhost/invoice", Content_Type => "application/json", Content => encode_json({ customer => $customer, net => int rand 900 }))
            : request(GET "http://localhost/customer/$customer");
        $codes{ $response->code }++;
    }
}

for (['early', 60], ['mid', 250], ['late', 250]) {
    my ($name, $requests) = @$_;
    traffic($requests);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: ", join(', ', map {"$_ x $codes{$_}"} sort keys %codes), "\n";
}
