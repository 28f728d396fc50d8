#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Mojo::IOLoop;
use Mojo::Promise;
use Devel::MAT::Dumper;
use WeatherDesk::Stations;
use WeatherDesk::Poller;

my $out = shift or die "usage: app.pl OUTDIR\n";

# The stations answer after a moment, as the serial concentrator does.
my $stations = WeatherDesk::Stations->new(count => 25, delay => 0.0005);
my $poller   = WeatherDesk::Poller->new(stations => $stations);

my %snapshot = (40 => 'early', 140 => 'mid', 360 => 'late');

my $n = 0;
my $next;
$next = sub {
    $n++;
    $poller->round->then(sub {
        Devel::MAT::Dumper::dump("$out/$snapshot{$n}.pmat") if $snapshot{$n};
        return Mojo::IOLoop->next_tick($next) if $n < 360;
        $poller->stop;
        Mojo::IOLoop->stop;
    });
};
Mojo::IOLoop->next_tick($next);
Mojo::IOLoop->start;

say sprintf '%d rounds, warmest %s at %.1f', $n, @{ $poller->warmest }{qw(station celsius)};
