#!/usr/bin/env perl
# price ticker: browsers come and go, each wants the prices of some papers
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Ticker::Bus;
use Ticker::Client;

my $dir = shift or die "usage: $0 DIR\n";
srand 33;

my $bus    = Ticker::Bus->new;
my %online;
my $number = 0;
my @papers = map { sprintf 'DE%04d', $_ } 1 .. 80;

sub arrive () {
    my $client = Ticker::Client->new(id => ++$number, bus => $bus);
    $client->open(map { $papers[rand @papers] } 1 .. 3);
    $online{ $client->id } = $client;
}

sub leave () {
    my ($id) = sort { $a <=> $b } keys %online;
    my $client = delete $online{$id} or return;
    $client->close;
}

sub second ($wanted) {
    arrive() while keys %online < $wanted;
    leave() for 1 .. 3;
    $bus->publish($papers[rand @papers], 100 + rand 20) for 1 .. 2;
}

for my $part ([early => 40, 25], [mid => 90, 30], [late => 90, 30]) {
    my ($name, $seconds, $wanted) = @$part;
    second($wanted) for 1 .. $seconds;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    say sprintf '%s: %d clients so far, %d online, %d prices', $name, $number, scalar keys %online, $bus->known;
}
