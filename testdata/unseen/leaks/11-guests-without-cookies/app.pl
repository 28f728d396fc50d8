#!/usr/bin/env perl
use strict;
use warnings;
use Plack::Test;
use HTTP::Request::Common qw(GET POST);
use Museum::Web;
use Devel::MAT::Dumper;

my $out    = shift or die "usage: $0 OUTDIR\n";
my $client = Plack::Test->create(Museum::Web->to_app);
my @regulars = map { {name => "curator$_"} } 1 .. 12;
my %status;
srand 2;

sub fetch {
    my ($request, $person) = @_;
    $request->header(Cookie => $person->{cookie}) if $person && $person->{cookie};
    my $response = $client->request($request);
    if ($person && (my $cookie = $response->header('Set-Cookie'))) { ($person->{cookie}) = $cookie =~ /^([^;]+)/ }
    $status{ $response->code }++;
    return;
}

sub hits {
    for (1 .. shift) {
        my $dice = rand;
        if ($dice < 0.5) {    # a browser
            my $person = $regulars[rand @regulars];
            fetch($person->{cookie} ? GET('/object/' . int rand 90) : POST('/login', [name => $person->{name}]), $person);
        }
        elsif ($dice < 0.6) { fetch(GET('/mine'), $regulars[rand @regulars]) }
        elsif ($dice < 0.8) { fetch(GET('/health')) }                  # the load balancer
        else                { fetch(GET('/object/' . int rand 90)) }    # a robot
    }
}

hits(200);
Devel::MAT::Dumper::dump("$out/early.pmat");
hits(1000);
Devel::MAT::Dumper::dump("$out/mid.pmat");
hits(1000);
Devel::MAT::Dumper::dump("$out/late.pmat");
print join(', ', map {"$_: $status{$_}"} sort keys %status), "\n";
