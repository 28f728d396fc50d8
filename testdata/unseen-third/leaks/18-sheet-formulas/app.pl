#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Sheet::Grid;

# A small spreadsheet that is edited by several people at once: formulas are
# entered, replaced and recalculated.

my $out = shift or die "usage: $0 OUTDIR\n";
srand 1818;

my $grid = Sheet::Grid->new(columns => ['A' .. 'F'], rows => 20);

sub edit {
    my $times = shift;
    for (1 .. $times) {
        my $cell = $grid->any_cell;
        if (rand() < 0.4) {
            $grid->set($cell, int rand 500);
        }
        else {
            my @operand = map { rand() < 0.5 ? $grid->any_cell : int rand 50 } 1 .. 4;
            $grid->set($cell, sprintf '=%s + (%s - %s) * %s', @operand);
        }
    }
    return;
}

edit(100);
Devel::MAT::Dumper::dump("$out/early.pmat");
print 'early: ', $grid->text, "\n";
edit(700);
Devel::MAT::Dumper::dump("$out/mid.pmat");
print 'mid: ', $grid->text, "\n";
edit(700);
Devel::MAT::Dumper::dump("$out/late.pmat");
print 'late: ', $grid->text, "\n";
