#!/usr/bin/perl
use strict;
use warnings;
use POE;
use Devel::MAT::Dumper;
use Trivia::Bot;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 17;

my $bot = Trivia::Bot->new(channels => [map {"#quiz$_"} 1 .. 6], people => 50);
my %at  = (100 => 'early', 500 => 'mid', 900 => 'late');

$bot->start(sub {
    my $asked = shift;
    my $name  = delete $at{$asked} or return;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $bot->text, "\n";
    $bot->stop if $name eq 'late';
});
POE::Kernel->run;
