#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Tram::Feed;
use Tram::Board;
use Tram::Riders;

my $out = shift // die "usage: app.pl OUTDIR\n";
srand 1907;

my $feed   = Tram::Feed->new(lines => [1 .. 9]);
my $board  = Tram::Board->new(feed => $feed);
my $riders = Tram::Riders->new(board => $board);

my %left = (early => 60, mid => 400, late => 400);
my @plan = qw(early mid late);

# a step is half a minute of traffic
Mojo::IOLoop->recurring(0.001 => sub ($loop) {
    $feed->tick;
    $riders->step;
    return if --$left{ $plan[0] } > 0;
    my $name = shift @plan;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    say "$name: ", $board->text;
    $loop->stop unless @plan;
});
Mojo::IOLoop->start;
