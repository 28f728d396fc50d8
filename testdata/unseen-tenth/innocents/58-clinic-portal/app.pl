#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Plack::Test;
use Plack::Request;
use Plack::Response;
use HTTP::Request::Common qw(GET POST);
use Clinic::Sessions;

my $out = shift or die "usage: app.pl OUTDIR\n";
srand 58;

my $minute = 8 * 60;
my $sessions = Clinic::Sessions->new(clock => sub { $minute }, ttl => 30);
my @doctors = qw(gray house park quinn);

my $app = sub {
  my $req = Plack::Request->new(shift);
  my $res = Plack::Response->new(200, ['Content-Type' => 'text/plain']);
  my $sid = $req->cookies->{sid};
  my $s = $sessions->get($sid);
  if ($req->path_info eq '/login') {
    $sid = $sessions->create($req->param('user'));
    $res->cookies->{sid} = $sid;
    $res->body('welcome');
  }
  elsif (!$s) { $res->status(401); $res->body('please log in') }
  elsif ($req->path_info eq '/book') {
    push @{$s->{basket}}, {doctor => $req->param('doctor'), at => $minute + 120, note => 'x' x 60};
    $res->body(scalar @{$s->{basket}});
  }
  elsif ($req->path_info eq '/logout') { $sessions->drop($sid); $res->body('bye') }
  else { $res->status(404) }
  return $res->finalize;
};

my %dump_at = (120 => 'early', 400 => 'mid', 900 => 'late');
my %code;
test_psgi $app, sub {
  my $cb = shift;
  for my $n (1 .. 900) {
    # one patient a turn; the afternoon is busier than the morning
    $minute++ if $n % ($n < 300 ? 2 : 6) == 0;
    my $res = $cb->(GET "/login?user=patient$n");
    my ($sid) = ($res->header('Set-Cookie') // '') =~ /sid=(\w+)/;
    for (1 .. 1 + $n % 2) {
      my $r = $cb->(GET "/book?doctor=$doctors[$n % 4]", Cookie => "sid=$sid");
      $code{$r->code}++;
    }
    $cb->(GET '/logout', Cookie => "sid=$sid") if $n % 5 == 0;
    $sessions->sweep if $n % 10 == 0;
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
  }
};
die 'no bookings' unless $code{200};
