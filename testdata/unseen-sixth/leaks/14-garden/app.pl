#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Garden::Plan;
use Garden::Tasks;
use Garden::Season;

my $out   = shift or die;
my $weeks = shift || 120;
srand 64;

my $plan  = Garden::Plan->new(beds => [qw(north south pond wall)]);
my $tasks = Garden::Tasks->new(plan => $plan);

my $week = 0;

sub week {
    my $season = Garden::Season->of(++$week);
    $season->prepare('Garden::Tasks');
    for my $bed ($plan->beds) {
        $tasks->water($bed, 5 + int rand 10) for 1 .. 2 + int rand 3;
        $tasks->weed($bed) if rand() < .5;
        $tasks->harvest($bed) if $season->name ne 'winter' && rand() < .3;
    }
    $plan->rain(int rand 20);
}

week() for 1 .. 40;
Devel::MAT::Dumper::dump("$out/early.pmat");
week() for 1 .. 120;
Devel::MAT::Dumper::dump("$out/mid.pmat");
week() for 1 .. $weeks;
Devel::MAT::Dumper::dump("$out/late.pmat");

print join(' ', map { "$_=" . ($tasks->done($_) // 0) } qw(water weed harvest)), "\n";
