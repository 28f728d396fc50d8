#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use HotelLetters::Desk;
use HotelLetters::Language;

# A hotel writes to its guests in their own language.
my $out  = shift or die "usage: app.pl OUTDIR\n";
my $desk = HotelLetters::Desk->new(house => 'Hotel Belvedere');
my %dump = (120 => 'early', 400 => 'mid', 1000 => 'late');

my @kind = HotelLetters::Desk->kinds;
my @lang = HotelLetters::Language->codes;
my $chars = 0;
srand 33;

for my $n (1 .. 1000) {
    # in the morning reservations only, later on all sorts of letters; guests
    # from far away write in the afternoon
    my $kinds = 1 + int($n / 120);
    $kinds = @kind if $kinds > @kind;
    my $langs = 2 + int($n / 100);
    $langs = @lang if $langs > @lang;
    $chars += length $desk->letter($kind[ rand $kinds ], $lang[ rand $langs ], {
        name => "Guest $n", room => 100 + $n % 80, nights => 1 + $n % 9, price => 90 + $n % 60,
    });
    Devel::MAT::Dumper::dump("$out/$dump{$n}.pmat") if $dump{$n};
}
print "$chars characters\n";
