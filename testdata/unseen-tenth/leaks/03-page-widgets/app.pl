#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Plack::Test;
use Plack::Request;
use HTTP::Request::Common qw(GET);
use Widget::Page;

my $out = shift or die "usage: app.pl OUTDIR\n";

my %layout = (
  home  => [qw(news weather birthdays)],
  team  => [qw(members calendar)],
  stock => [qw(levels orders suppliers alerts)],
);
my %hits;

my $app = sub {
  my $req = Plack::Request->new(shift);
  my ($name) = $req->path_info =~ m{^/(\w+)$};
  my $kinds = $layout{$name // ''} or return [404, ['Content-Type' => 'text/plain'], ['no such page']];
  $hits{$name}++;
  my $page = Widget::Page->new(
    title  => "Intranet: $name",
    user   => $req->param('user') // 'guest',
    params => $req->parameters->as_hashref_mixed,
  );
  $page->add($_, limit => 2 + length($_) % 4) for @$kinds;
  return [200, ['Content-Type' => 'text/html'], [$page->render]];
};

my %when = (100 => 'early', 350 => 'mid', 900 => 'late');
my @names = (sort(keys %layout), 'nowhere');
test_psgi $app, sub {
  my $cb = shift;
  for my $n (1 .. 900) {
    my $res = $cb->(GET sprintf '/%s?user=u%d', $names[$n % @names], $n % 50);
    die $res->content if $res->code >= 500;
    Devel::MAT::Dumper::dump("$out/$when{$n}.pmat") if $when{$n};
  }
};
