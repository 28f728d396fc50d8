#!/usr/bin/env perl
# reads heat meters in the cellars over a bad radio link
use strict;
use warnings;
use AnyEvent;
use Devel::MAT::Dumper;
use Meter::Radio;
use Meter::Reader;

my $dir = shift or die "usage: $0 DIR\n";
srand 55;

my $reader = Meter::Reader->new(radio => Meter::Radio->new(loss => 0.55), tries => 3);

# reads some meters, at most 20 at the same time
sub read_round {
    my ($count) = @_;
    my $done    = AE::cv;
    my $started = 0;
    my $next;
    $next = sub {
        return if $started >= $count;
        my $meter = sprintf 'M%05d', 1 + int rand 120;
        $started++;
        $done->begin;
        $reader->read_meter($meter, sub { $next->() if $next; $done->end });
    };
    $next->() for 1 .. 20;
    $done->recv;
    undef $next;
}

for (['early', 120], ['mid', 500], ['late', 500]) {
    my ($name, $count) = @$_;
    read_round($count);
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: ", $reader->summary, "\n";
}
