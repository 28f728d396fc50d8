#!/usr/bin/env perl
# departure boards of the trams; in the rush hour more phones are connected
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper;
use Tram::Bus;
use Tram::Phone;

my $dir = shift or die "usage: $0 DIR\n";
srand 51;

my $bus   = Tram::Bus->new;
my @stops = map {"stop $_"} 1 .. 60;
my %online;
my $number = 0;

sub connect_phone () {
    my $phone = Tram::Phone->new(id => ++$number, bus => $bus)->open(map { $stops[rand @stops] } 1 .. 2);
    $online{ $phone->id } = $phone;
}

sub hang_up () {
    my @ids = keys %online or return;
    delete($online{ $ids[rand @ids] })->close;
}

sub tick ($wanted) {
    hang_up() for 1 .. 4;
    hang_up() while keys %online > $wanted;
    connect_phone() while keys %online < $wanted;
    $bus->departure($stops[rand @stops], 'line ' . (1 + int rand 15), int rand 12) for 1 .. 3;
}

for my $part ([early => 60, 30], [mid => 150, 90], [late => 150, 160]) {
    my ($name, $ticks, $wanted) = @$part;
    tick($wanted) for 1 .. $ticks;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    say sprintf '%s: %d phones so far, %d online', $name, $number, scalar keys %online;
}
