#!/usr/bin/perl
# Ferry booking: sessions of customers on a simulated clock.
use strict;
use warnings;
use Devel::MAT::Dumper;
use Sessions;
use Booking;

my $out = shift or die "usage: app.pl OUTDIR\n";

my $clock    = 0;
my $sessions = Sessions->new(ttl => 900, clock => sub { $clock });
my $booking  = Booking->new(sessions => $sessions, ferries => [qw(Aurora Brise Calypso)]);
my %when     = (200 => 'early', 600 => 'mid', 1400 => 'late');

for my $request (1 .. 1400) {
    $clock++;
    my $sid = $request % 4 ? $sessions->create : "s" . (1 + int rand $request);
    $booking->choose($sid, $request);
    $booking->pay($sid) if $request % 10 == 0;
    Devel::MAT::Dumper::dump("$out/$when{$request}.pmat") if $when{$request};
}
printf "%d sessions, %d paid\n", $sessions->count, $booking->paid;
