#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Fare::Book;

# Bus company: the fare office keeps changing its rules during the day; a
# ticket is priced by the rules in force.
my $out  = shift or die "usage: app.pl OUTDIR\n";
my $book = Fare::Book->new;
my @town = qw(Aldham Barton Colne Denby Elton);
my %snap = (80 => 'early', 280 => 'mid', 700 => 'late');
my $sold = 0;

srand 9;
for my $edition (1 .. 700) {
    my $town = $town[ $edition % @town ];
    $book->publish($town, {
        base  => 100 + $edition % 40,
        zone  => 35 + $edition % 7,
        child => 0.5,
        peak  => { 7 => 1.2, 8 => 1.25, 17 => 1.15 },
    });
    for (1 .. 10) {
        my $t = $town[ rand @town ];
        next unless $book->has($t);
        $sold += $book->price($t, zones => 1 + int rand 5, hour => int rand 24, child => rand() < 0.2);
    }
    Devel::MAT::Dumper::dump("$out/$snap{$edition}.pmat") if $snap{$edition};
}
printf "takings %.2f\n", $sold / 100;
