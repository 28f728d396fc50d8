#!/usr/bin/env perl
use strict;
use warnings;
use Ticket::Desk;
use Ticket::Journal;
use Devel::MAT::Dumper;

my $out     = shift or die "usage: $0 OUTDIR\n";
my $journal = Ticket::Journal->new(path => "/tmp/ticket-journal.$$");
my $desk    = Ticket::Desk->new(journal => $journal, queues => [qw(Raw Misc Junk Postmaster)]);
srand 17;

sub work {
    for (1 .. shift) {
        my $dice = rand;
        if    ($dice < 0.4) { $desk->open_ticket("From customer " . int rand 90, 'My order ' . int rand 5000) }
        elsif ($dice < 0.8) { $desk->answer }
        else                { $desk->close_oldest }
    }
}

work(100);
Devel::MAT::Dumper::dump("$out/early.pmat");
work(450);
Devel::MAT::Dumper::dump("$out/mid.pmat");
work(450);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $desk->summary, "\n";
$journal->remove;
