#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Sensor::Collector;
use Sensor::Forwarder;
use Sensor::Plant;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 16;

my $plant     = Sensor::Plant->new(sensors => 18);
my $collector = Sensor::Collector->new(up => 1);
my $forwarder = Sensor::Forwarder->new(target => $collector, buffer_limit => 8_000);

sub minutes {
    my ($count, $up) = @_;
    $collector->up($up);
    for (1 .. $count) {
        $forwarder->post($_->{tag}, $_) for $plant->measure;
    }
}

sub snapshot { my $name = shift; Devel::MAT::Dumper::dump("$out/$name.pmat"); print "$name: ", $forwarder->text, "\n" }

minutes(30, 1);
minutes(3,  0);
snapshot('early');
for (1 .. 12) { minutes(12, 1); minutes(4, 0) }    # the collector comes and goes
snapshot('mid');
for (1 .. 12) { minutes(12, 1); minutes(4, 0) }
snapshot('late');
