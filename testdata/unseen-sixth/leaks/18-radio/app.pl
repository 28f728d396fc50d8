#!/usr/bin/perl
use v5.20;
use warnings;
use Devel::MAT::Dumper;
use Radio::Studio;
use Radio::Protocol;

my $out   = shift or die "usage: $0 OUT\n";
my $hours = shift || 60;
srand 1010;

my $protocol = Radio::Protocol->new;
my $studio   = Radio::Studio->new(protocol => $protocol, songs => 300);

my $hour = 0;
sub broadcast {
    $hour++;
    $studio->news($hour);
    for (1 .. 12) {
        my $r = rand;
        if    ($r < .6)  { $studio->play }
        elsif ($r < .75) { $studio->jingle }
        elsif ($r < .9)  { $studio->wish('Caller ' . int rand 1000, int rand 300) }
        else             { $studio->traffic(int rand 5) }
    }
    $protocol->hand_in if $hour % 12 == 0;
}

broadcast() for 1 .. 24;
Devel::MAT::Dumper::dump("$out/early.pmat");
broadcast() for 1 .. 600;
Devel::MAT::Dumper::dump("$out/mid.pmat");
broadcast() for 1 .. 10 * $hours;
Devel::MAT::Dumper::dump("$out/late.pmat");

say $protocol->handed_in, ' pages handed in';
