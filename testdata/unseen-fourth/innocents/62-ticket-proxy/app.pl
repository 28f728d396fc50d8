#!/usr/bin/perl
use strict;
use warnings;
use IO::Async::Loop;
use Devel::MAT::Dumper;
use Proxy::Desk;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 62;

my $loop = IO::Async::Loop->new;
my $desk = Proxy::Desk->new(loop => $loop, carriers => [qw(north south)], patience => 0.3);

# a dump after so many answers; so many requests may be open before it
my %at   = (150 => ['early', 15], 500 => ['mid', 40], 1000 => ['late', 70]);
my @step = map { $at{$_} } sort { $a <=> $b } keys %at;
my $next = 0;

sub feed {
    while (@step && $desk->open < $step[0][1]) {
        my $number = ++$next;
        $desk->ask($number, {from => 'town' . int rand 40, to => 'town' . int rand 40, seats => 1 + int rand 4})->on_ready(\&answered)->retain;
    }
}

my $answers = 0;

sub answered {
    if (my $at = $at{ ++$answers }) {
        shift @step;
        Devel::MAT::Dumper::dump("$out/$at->[0].pmat");
        print "$at->[0]: ", $desk->text, "\n";
        return $loop->stop unless @step;
    }
    $loop->later(\&feed);
}

feed();
$loop->run;
