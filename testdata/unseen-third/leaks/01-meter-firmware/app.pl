#!/usr/bin/perl
# Firmware status service of a heat meter vendor; the requests are played back
# from a list of meters instead of coming from the network.
use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common qw(GET POST);
use HTTP::Message::PSGI;
use Firmware::Web;

my $dir = shift @ARGV or die "usage: $0 DIR\n";
srand 1201;

my $web = Firmware::Web->new(
    channels => {stable => '4.2.1', beta => '4.3.0-rc2', legacy => '3.9.17'},
);
my $app = $web->to_app;
my %status;

sub play {
    my $requests = shift;
    for (1 .. $requests) {
        my $meter = sprintf 'M%04d', int rand 900;
        my $req   = rand() < 0.8
            ? GET("http://fw.local/status/$meter?have=" . (qw(4.2.1 4.2.0 3.9.17))[ rand 3 ])
            : POST("http://fw.local/report/$meter", [result => rand() < 0.95 ? 'ok' : 'failed']);
        my $res = $app->($req->to_psgi);
        $status{ $res->[0] }++;
    }
}

sub dump_to {
    my $name = shift;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: ", join(', ', map {"$_ x $status{$_}"} sort keys %status), "\n";
}

play(300);
dump_to('early');
play(1500);
dump_to('mid');
play(1500);
dump_to('late');
