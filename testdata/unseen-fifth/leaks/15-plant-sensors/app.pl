#!/usr/bin/env perl
# a greenhouse: views of the operators watch the sensors
use strict;
use warnings;
use Devel::MAT::Dumper;
use Greenhouse::Sensor;
use Greenhouse::View;

my $dir = shift or die "usage: $0 DIR\n";
srand 1515;

my @sensors = map { Greenhouse::Sensor->new(name => "bed $_") } 1 .. 12;
my @open;
my $opened = 0;

sub minute {
    # an operator opens a view of three beds, the oldest view is closed
    my $view = Greenhouse::View->new(title => 'view ' . ++$opened);
    $sensors[rand @sensors]->attach($view) for 1 .. 3;
    push @open, $view;
    shift @open if @open > 15;
    $_->measure(18 + rand 10) for @sensors;
}

for my $part ([early => 40], [mid => 200], [late => 200]) {
    my ($name, $minutes) = @$part;
    minute() for 1 .. $minutes;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: %d views opened, %d open\n", $name, $opened, scalar @open;
}
