#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Maillog::Writer;
use Maillog::Follow;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 1414;

# Follows the log of a mail server and counts what happens to the mails.

my $writer = Maillog::Writer->new;
my $follow = Maillog::Follow->new;

sub hours {
    my $count = shift;
    for (1 .. $count) {
        $follow->line($_) for $writer->lines(400);
        $follow->hour_is_over;
    }
}

hours(2);
Devel::MAT::Dumper::dump("$out/early.pmat");
print $follow->report;
hours(24);
Devel::MAT::Dumper::dump("$out/mid.pmat");
print $follow->report;
hours(24);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $follow->report;
