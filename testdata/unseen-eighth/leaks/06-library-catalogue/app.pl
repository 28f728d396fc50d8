#!/usr/bin/perl
# The reading room's catalogue: replays the searches of one morning against
# the Catalyst application without a web server in front.
use strict;
use warnings;
use HTTP::Request;
use HTTP::Response;
use HTTP::Message::PSGI;
use Devel::MAT::Dumper;
use Catalogue;

my $out = shift @ARGV or die "OUTDIR?";
my $app = Catalogue->psgi_app;

my @words = qw(bridge river tower garden winter harbour);
my @plan  = ([ 60 => 'early' ], [ 240 => 'mid' ], [ 640 => 'late' ]);
my $n     = 0;
my %status;

for my $stage (@plan) {
    my ($until, $name) = @$stage;
    while ($n < $until) {
        $n++;
        my $path = $n % 4 ? '/search?q=' . $words[ $n % @words ] : '/book/' . ($n % 90);
        my $req  = HTTP::Request->new(GET => "http://catalogue.local$path");
        my $res  = HTTP::Response->from_psgi($app->($req->to_psgi));
        $status{ $res->code }++;
    }
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
print map { "$_ $status{$_}\n" } sort keys %status;
