#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use HTTP::Request::Common qw(GET);
use HTTP::Message::PSGI ();
use Timetable;

my $out = shift or die "usage: $0 OUTDIR\n";
my $psgi = Timetable->to_app;
my @stops = qw(Station Market Church Bridge Park School Harbour);
my @lines = (1, 4, 7, 11);
my %cookie_of;      # twenty-five people with a browser

sub ask {
    my ($path, $cookie) = @_;
    my $req = GET "http://localhost$path", ($cookie ? (Cookie => $cookie) : ());
    return HTTP::Response->from_psgi($psgi->($req->to_psgi));
}

# a person with a browser, a display at a stop and the balancer's check
sub minute {
    my ($n) = @_;
    my $who = $n % 25;
    my $res = ask("/next/$lines[$n % 4]/$stops[$n % 7]?at=" . $n % 1440, $cookie_of{$who});
    die $res->as_string unless $res->is_success;
    if (my $set = $res->header('Set-Cookie')) { ($cookie_of{$who}) = $set =~ /^([^;]+)/ }
    ask("/next/$lines[($n + 1) % 4]/$stops[$n % 5]");
    ask('/health');
}

my %dump_at = (120 => 'early', 350 => 'mid', 800 => 'late');
for my $n (1 .. 800) {
    minute($n);
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
