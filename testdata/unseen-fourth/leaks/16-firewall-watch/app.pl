#!/usr/bin/perl
#
# fwwatch -- follows the firewall log and bans who knocks too often
#
# usage: fwwatch OUTDIR     (plays a log of its own, for the test machine)
#
use strict;
use warnings;
use Devel::MAT::Dumper;
use lib 'lib';
use FW::Ports;

my $outdir = shift or die "usage: $0 OUTDIR\n";

my $LIMIT   = 5;      # knocks per minute
my $BANTIME = 10;     # minutes

my %ban;    # ip => { until => minute, strikes => how often banned }
my %hits;   # ip => knocks in this minute
my @log;    # what we did lately
my $minute = 0;
my ($lines, $bans) = (0, 0);

sub note {
    push @log, sprintf '%05d %s', $minute, shift;
    shift @log if @log > 50;
}

sub is_banned {
    my $ip = shift;
    return 1 if exists $ban{$ip}{until} && $ban{$ip}{until} > $minute;
    return 0;
}

sub ban {
    my $ip = shift;
    my $strikes = $ban{$ip}{strikes} || 0;
    $ban{$ip} = { until => $minute + $BANTIME * ($strikes + 1), strikes => $strikes + 1 };
    $bans++;
    note("ban $ip, strike " . ($strikes + 1));
}

sub line {
    my $line = shift;
    $lines++;
    my ($ip, $port) = $line =~ /SRC=(\S+) .*DPT=(\d+)/ or return;
    FW::Ports::seen($port);
    return if is_banned($ip);
    ban($ip) if ++$hits{$ip} > $LIMIT;
}

sub minute_over {
    $minute++;
    %hits = ();
    for my $ip (keys %ban) {
        my $until = $ban{$ip}{until} or next;
        next if $until > $minute - 30;
        delete $ban{$ip};
        note("forgot $ip");
    }
}

# --- the log -----------------------------------------------------------------
srand 16;
my @nasty = map { "203.0.113.$_" } 1 .. 4;

sub play {
    my $minutes = shift;
    for (1 .. $minutes) {
        for (1 .. 20 + rand 20) {
            my $ip = rand() < 0.5 ? $nasty[ rand @nasty ] : join '.', 1 + int rand 220, map { int rand 256 } 1 .. 3;
            my $port = (22, 23, 25, 80, 443, 445, 3389, 5060, 8080)[ rand 9 ];
            line("kernel: DROP IN=eth0 SRC=$ip DST=192.0.2.7 LEN=60 PROTO=TCP SPT=" . (1024 + int rand 60000) . " DPT=$port SYN");
        }
        minute_over();
    }
}

for ([early => 40], [mid => 160], [late => 160]) {
    play($_->[1]);
    Devel::MAT::Dumper::dump("$outdir/$_->[0].pmat");
    print "$_->[0]: $lines lines, $bans bans, most wanted port ", FW::Ports::top(), "\n";
}
