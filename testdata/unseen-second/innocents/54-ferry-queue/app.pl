#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Ferry::Port;
use Ferry::Boat;
use Ferry::Day;

my $out = shift || die "usage: $0 OUTDIR\n";
srand 44;

my $port = Ferry::Port->new(room => 260);
$port->add_boat(Ferry::Boat->new(name => $_, places => 18)) for qw(Swan Heron);
my $day = Ferry::Day->new(port => $port);

sub snapshot {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $port->text, "\n";
}

$day->run(from => 6, to => 8);
snapshot('early');
$day->run(from => 8, to => 24);
$day->run(from => 0, to => 15);
snapshot('mid');
my $days = 1;    # LOAD
for (1 .. $days) {
    $day->run(from => 15, to => 24);
    $day->run(from => 0,  to => 17);
}
snapshot('late');    # five o'clock: everybody goes home
