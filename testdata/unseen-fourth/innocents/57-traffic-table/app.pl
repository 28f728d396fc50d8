#!/usr/bin/perl
# traffic.pl - where do our visitors come from, and when?
use strict;
use warnings;
use Devel::MAT::Dumper;
use Text::CSV_XS;
use lib 'lib';
use Traffic::Times;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 57;

my %cell;    # hour, country, status, kind => hits, bytes
my @slow;    # the slowest requests
my $times = Traffic::Times->new;
my $csv   = Text::CSV_XS->new({ binary => 1 });
my $lines = 0;

my @country = (('DE') x 40, ('AT') x 12, ('CH') x 10, ('FR') x 6, ('NL') x 5, ('PL') x 3, ('US') x 3, 'IS', 'NZ');
my @status  = (200) x 300;
push @status, (304) x 60, (404) x 12, (302) x 5, 500;
my @kind = (('page') x 20, ('image') x 60, ('script') x 15, 'feed');

sub next_line {
    my $hour = int 12 + 5 * (rand() + rand() + rand() - 1.5) * 1.6;
    return sprintf qq{2026-11-%02d,%02d,%s,%d,"/%s/%d, x",%d,%.4f}, 1 + int rand 28, $hour % 24, $country[ rand @country ],
        $status[ rand @status ], $kind[ rand @kind ], int rand 4000, 200 + int rand 40_000, exp(-7 + 6 * rand() * rand());
}

sub count {
    my $text = shift;
    $csv->parse($text) or die $csv->error_diag;
    my (undef, $hour, $country, $status, $path, $bytes, $seconds) = $csv->fields;
    my ($kind) = $path =~ m{^/(\w+)/};
    my $cell = $cell{$hour}{$country}{$status}{$kind} ||= { hits => 0, bytes => 0 };
    $cell->{hits}++;
    $cell->{bytes} += $bytes;
    $times->add($seconds);
    if (@slow < 20 || $seconds > $slow[-1][0]) {
        @slow = sort { $b->[0] <=> $a->[0] } @slow, [$seconds, $path];
        pop @slow if @slow > 20;
    }
    $lines++;
}

sub cells {
    my $n = 0;
    for my $hour (values %cell) {
        for my $country (values %$hour) { $n += keys %$_ for values %$country }
    }
    return $n;
}

for my $step (['early', 2000], ['mid', 25000], ['late', 25000]) {
    count(next_line()) for 1 .. $step->[1];
    Devel::MAT::Dumper::dump("$out/$step->[0].pmat");
    printf "%s: %d lines, %d cells, median %s\n", $step->[0], $lines, cells(), $times->median;
}
