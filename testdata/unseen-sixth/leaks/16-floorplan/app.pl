#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Floor::Plan;
use Floor::Editor;

my ($out, $sessions) = @ARGV;
$sessions ||= 25;
srand 15;

my $plan   = Floor::Plan->new(rooms => 12);
my $editor = Floor::Editor->new(plan => $plan, max_undo => 30);
my @things = qw(table chair shelf lamp bed plant);

# somebody moves furniture for a while
sub session {
    for (1 .. 20) {
        my $r = rand;
        if    ($r < .30) { $editor->place($things[rand @things], 1 + int rand 12) }
        elsif ($r < .50) { $editor->move_any(1 + int rand 12, 1 + int rand 12) }
        elsif ($r < .80) { $editor->remove_any(1 + int rand 12) }
        elsif ($r < .92) { $editor->undo }
        else             { $editor->redo }
    }
    $editor->save;
}

session() for 1 .. 10;
Devel::MAT::Dumper::dump("$out/early.pmat");
session() for 1 .. 50;
Devel::MAT::Dumper::dump("$out/mid.pmat");
session() for 1 .. 2 * $sessions;
Devel::MAT::Dumper::dump("$out/late.pmat");

printf "%d things, saved %d times, %d bytes\n", $plan->count, $editor->saved, length $editor->last_save;
