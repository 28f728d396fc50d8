#!/usr/bin/perl
use strict;
use warnings;
use AnyEvent;
use Devel::MAT::Dumper;
use Gate::Limiter;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 59;

my $ticks   = 0;
my $limiter = Gate::Limiter->new(rate => 0.25, burst => 4, clock => sub { $ticks });
my %sum     = (ok => 0, slow => 0, blocked => 0);
my %at      = (150 => 'early', 800 => 'mid', 1500 => 'late');
my $client  = 0;
my $done    = AE::cv;

my $traffic; $traffic = AE::timer 0, 0.001, sub {
    $ticks++;
    $client += int rand 4;    # new clients all the time
    for (1 .. 10 + rand 15 + 10 * sin $ticks / 90) {
        my $who = rand() < 0.1 ? 'robot' : 'client' . ($client - int rand 80);
        $sum{ $limiter->check($who) }++;
    }
    if (my $name = $at{$ticks}) {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
        printf "%s: %s, %s\n", $name, join(' ', map {"$_ $sum{$_}"} sort keys %sum), $limiter->text;
        if ($name eq 'late') { undef $traffic; $done->send }
    }
};
my $sweep = AE::timer 0.05, 0.05, sub { $limiter->sweep };
$done->recv;
