#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Library::Desk;

my $out = shift or die "usage: $0 OUTDIR\n";
my $desk    = Library::Desk->new;
my @books   = map { "Book $_" } 1 .. 500;
my @readers = map { "Reader $_" } 1 .. 90;

sub day {
    my ($n) = @_;
    for my $i (1 .. 6) {
        $desk->lend($books[ ($n * 6 + $i) % @books ], $readers[ ($n * 3 + $i) % @readers ], $n);
    }
    # most people are punctual, some are very late
    for my $i (1 .. 6) {
        my $late = $i == 3 ? 45 : 20;
        $desk->give_back($books[ (($n - $late) * 6 + $i) % @books ]) if $n > $late;
    }
    $desk->remind_all($n) if $n % 7 == 0;
}

my %dump_at = (100 => 'early', 350 => 'mid', 900 => 'late');
for my $n (1 .. 900) {
    day($n);
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
