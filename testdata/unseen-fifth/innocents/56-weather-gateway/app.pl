#!/usr/bin/env perl
# gateway for weather stations; requests wait for the slow side
use strict;
use warnings;
use IO::Async::Loop;
use Future::AsyncAwait;
use Devel::MAT::Dumper;
use Weather::Station;
use Weather::Gateway;

my $dir = shift or die "usage: $0 DIR\n";
srand 56;

my $loop    = IO::Async::Loop->new;
my $gateway = Weather::Gateway->new(loop => $loop, stations => [map { Weather::Station->new(name => "station $_", loop => $loop) } 1 .. 20]);

# sends a number of requests every few milliseconds
async sub traffic {
    my ($beats, $per_beat) = @_;
    for my $beat (1 .. $beats) {
        $gateway->request for 1 .. $per_beat;
        await $loop->delay_future(after => 0.004);
    }
    return;
}

for my $part ([early => 60, 1], [mid => 150, 3], [late => 150, 6]) {
    my ($name, $beats, $per_beat) = @$part;
    traffic($beats, $per_beat)->get;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: ", $gateway->text, "\n";
}
