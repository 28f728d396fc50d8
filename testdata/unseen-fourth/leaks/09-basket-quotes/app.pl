#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Shop::Quotes;
use Shop::Stock;
use Shop::Stats;

my $out = $ARGV[0] or die "usage: app.pl OUTDIR\n";
srand 909;

my $quotes = Shop::Quotes->new;
my $stats  = Shop::Stats->new(keep => 100);
my @zip    = map { sprintf '%05d', 10_000 + 37 * $_ } 1 .. 400;

sub customer {
    my %basket;
    my $zip = $zip[ rand @zip ];
    for (1 .. 1 + rand 4) {
        $basket{ 'A' . int rand Shop::Stock->instance->articles } += 1 + int rand 3;
        # the page shows the quote three times
        my $quote = $quotes->shipping(\%basket, $zip) for 1 .. 3;
    }
    $stats->ordered(scalar keys %basket, $quotes->shipping(\%basket, $zip)) if rand() < 0.2;
}

sub morning { my $n = shift; customer() for 1 .. $n; }

morning(150);
Devel::MAT::Dumper::dump("$out/early.pmat");
print $stats->line, ', ', $quotes->line, "\n";
sleep 3;
morning(500);
Devel::MAT::Dumper::dump("$out/mid.pmat");
print $stats->line, ', ', $quotes->line, "\n";
sleep 3;
morning(500);
Devel::MAT::Dumper::dump("$out/late.pmat");
print $stats->line, ', ', $quotes->line, "\n";
