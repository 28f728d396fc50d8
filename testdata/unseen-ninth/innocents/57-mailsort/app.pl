#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use IO::Async::Loop;
use Mail::Sorter;
use Mail::Boxes;

my $out = shift or die "usage: $0 OUTDIR\n";
my $loop  = IO::Async::Loop->new;
my $boxes = Mail::Boxes->new;
my $no    = 0;
my %dump_at = (300 => 'early', 1000 => 'mid', 2600 => 'late');

my $sorter = Mail::Sorter->new(
    rate      => 20,
    on_letter => sub {
        my ($s, $letter) = @_;
        $boxes->drop($letter);
        Devel::MAT::Dumper::dump("$out/$dump_at{ $s->{done} }.pmat") if $dump_at{ $s->{done} };
    },
);
$loop->add($sorter);

sub letter { $no++; return { no => $no, zip => sprintf('%05d', $no * 7907 % 100_000 % 12_000), to => "Addressee $no" } }

# the timetable of the trains: letters done so far => size of the next delivery
my @trains = ([0 => 200], [190 => 300], [480 => 250], [700 => 700], [1350 => 450], [1850 => 900], [2300 => 800], [3500 => 100]);
while ($sorter->{done} < 3900) {
    while (@trains && $sorter->{done} >= $trains[0][0]) {
        my $train = shift @trains;
        $sorter->bag(map { letter() } 1 .. $train->[1]);
    }
    last if !@trains && !$sorter->backlog;
    $loop->loop_once(1);
}
die "letters left\n" if $sorter->backlog;
