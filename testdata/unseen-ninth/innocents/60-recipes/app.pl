#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper ();
use Recipe::Reader;
use Recipe::Book;

my $out = shift or die "usage: $0 OUTDIR\n";
my $reader = Recipe::Reader->new;
my $book   = Recipe::Book->new;
my @food   = qw(flour butter eggs milk sugar salt leek onion carrot celery beans rice barley ham trout apple plum nuts honey cream);

sub page {
    my ($n) = @_;
    my $html = "<html><head><title>Magazine</title></head><body><div id=main>";
    $html .= "<h1>Recipe $n</h1>" unless $n % 23 == 0;
    $html .= '<ul>' . join('', map { '<li class="ingredient">' . ($_ * 50) . ' g ' . $food[ ($n * 3 + $_ * 7) % @food ] . '</li>' } 1 .. 6) . '</ul>';
    $html .= join '', map { qq{<p class="step">Step <b>$_</b> of recipe $n: stir and wait.</p>} } 1 .. 2 + $n % 5;
    return $html . '<div class=ads>' . '<a href="#">buy</a>' x 10 . '</div></div></body></html>';
}

my %dump_at = (150 => 'early', 450 => 'mid', 1000 => 'late');
for my $n (1 .. 1000) {
    my $recipe = $reader->read_page(page($n));
    $book->enter($recipe) if $recipe;
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
