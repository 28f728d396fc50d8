#!/usr/bin/perl
use strict;
use warnings;
use Plack::Builder;
use HTTP::Request;
use HTTP::Message::PSGI;
use HTTP::Response;
use Devel::MAT::Dumper;
use ShortLinks::App;
use ShortLinks::Middleware::RequestLog;

my $out = shift || die "need OUTDIR";

open my $log_fh, '>', '/dev/null' or die $!;
my $links = ShortLinks::App->new(
    links => { map { sprintf('%x', $_ * 7919) => "https://example.org/article/$_" } 1 .. 500 } );

my $app = builder {
    enable '+ShortLinks::Middleware::RequestLog', fh => $log_fh, threshold => 'info';
    $links->to_app;
};

my @codes = $links->codes;
my %status;
my %when = (200 => 'early', 600 => 'mid', 1400 => 'late');

foreach my $n (1 .. 1400) {
    my $code = $n % 9 == 0 ? 'nosuch' : $codes[ $n % @codes ];
    my $req  = HTTP::Request->new(GET => "http://sho.rt/$code",
        [ 'User-Agent' => "Reader/$n", Accept => 'text/html', Referer => "https://forum.example/$n" ]);
    my $res  = HTTP::Response->from_psgi($app->($req->to_psgi));
    $status{ $res->code }++;
    Devel::MAT::Dumper::dump("$out/$when{$n}.pmat") if exists $when{$n};
}

print "$_: $status{$_}\n" for sort keys %status;
