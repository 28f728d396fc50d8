#!/usr/bin/env perl
# usage: run.pl PROGRAM OUTDIR [TIMES] - lets App.pm of a program work and writes
# early.pmat, mid.pmat and late.pmat of the process; with TIMES it works so many
# times as much
use strict;
use warnings;
use Devel::MAT::Dumper;

my ($program, $out, $times) = @ARGV;
unshift @INC, $program;
require App;
my $n = 0;
my @steps = App->can('steps') ? App->steps : (50, 400, 400);
for my $name (qw(early mid late)) {
    my $count = ($times // 1) * shift @steps;
    App->work($n++) for 1 .. $count;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
