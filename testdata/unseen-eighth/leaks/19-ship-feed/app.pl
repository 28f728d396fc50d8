#!/usr/bin/perl
use strict;
use warnings;
use IO::Socket::INET;
use Devel::MAT::Dumper;
use ShipFeed::Reader;
use ShipFeed::Chart;

# Harbour office: follows the position reports of the ships in the bay over
# the one long TCP connection to the receiver on the lighthouse.
my $out = shift or die "usage: app.pl OUTDIR\n";

my $listen = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or die "listen: $!";
my $pid    = fork // die "fork: $!";
if (!$pid) {
    lighthouse($listen->accept);
    exit 0;
}

my $sock = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $listen->sockport) or die $!;
my $chart  = ShipFeed::Chart->new;
my $reader = ShipFeed::Reader->new(socket => $sock, on_report => sub { $chart->plot(@_) });

my %dump = (4_000 => 'early', 15_000 => 'mid', 40_000 => 'late');
while (defined(my $count = $reader->next_report)) {
    Devel::MAT::Dumper::dump("$out/$dump{$count}.pmat") if $dump{$count};
}
waitpid $pid, 0;
printf "%d reports, %d ships, %d bad\n", $reader->count, $chart->ships, $reader->bad;

sub lighthouse {
    my ($fh) = @_;
    for my $n (1 .. 40_000) {
        my $body = sprintf '!AIVDM,1,1,,A,%09d,%.4f,%.4f,%d', 211_000_000 + $n % 60,
            53 + ($n % 997) / 1000, 8 + ($n % 499) / 500, $n % 360;
        my $sum = 0;
        $sum ^= ord for split //, substr $body, 1;
        print {$fh} sprintf "%s*%02X\r\n", $body, $sum;
    }
    close $fh;
}
