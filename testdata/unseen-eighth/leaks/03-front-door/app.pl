#!/usr/bin/perl
# Replays an access log through the front door's abuse screening.
use strict;
use warnings;
use Devel::MAT::Dumper ();
use FrontDoor::Screen;
use FrontDoor::Report;

my $dir = $ARGV[0] or die "usage: $0 OUTDIR\n";

my $clock  = 1_700_000_000;
my $screen = FrontDoor::Screen->new(
    max_strikes => 3,
    block_for   => 120,
    forget_after => 300,
    now         => sub { $clock },
);
my $report = FrontDoor::Report->new;

my %dump_at = (2_000 => 'early', 7_000 => 'mid', 18_000 => 'late');
my @bad     = map { "203.0.113.$_" } 1 .. 20;

srand 11;
for my $hit (1 .. 18_000) {
    $clock += 1 if $hit % 4 == 0;
    my $bad = rand() < 0.1;
    my $ip  = $bad ? $bad[ rand @bad ] : join '.', 10, map { int rand 256 } 1 .. 3;

    if ($screen->is_blocked($ip)) {
        $report->count('blocked');
    }
    else {
        my $status = $bad ? 403 : rand() < 0.002 ? 401 : 200;
        $report->count($status);
        $screen->strike($ip) if $status =~ /^40[13]$/;
    }
    $screen->sweep if $hit % 500 == 0;

    Devel::MAT::Dumper::dump("$dir/$dump_at{$hit}.pmat") if $dump_at{$hit};
}
print $report->as_text;
