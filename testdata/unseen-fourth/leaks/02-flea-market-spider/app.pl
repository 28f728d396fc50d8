#!/usr/bin/perl
# fleamarket - watches the offers of old radios on a local market, mails me the
# cheap ones.  Runs all day in a screen session; --fake plays the market itself.
use strict;
use warnings;
use Devel::MAT::Dumper;
# -noweak: with weak references an element lost its parents in the old version
use HTML::TreeBuilder -noweak;
use HTML::Entities;

my $out = shift or die "usage: $0 OUTDIR\n";
my @cheapest;
my (%seen, %counter);
my $id = 1000;
srand 7;

# -- the market ------------------------------------------------------------
my @brand = ('Grundig', 'Nordmende', 'Saba', 'Loewe & Opta', 'Philips', 'Blaupunkt');

sub fake_page {
    my ($offer) = @_;
    my $price = 5 + int rand 200;
    my $sold  = rand() < 0.3 ? '<div class="badge sold">SOLD</div>' : '';
    my $brand = encode_entities($brand[ rand @brand ]);
    my $rows  = join '', map {"<tr><td>$_<td class=v>" . int(rand 90)} qw(width height depth watts);
    return <<"HTML";
<html><head><title>Offer $offer</title></head><body>
<div id="top"><a href="/">home</a> &gt; <a href="/radios">radios</a></div>
$sold<h1>$brand radio</h1>
<p class="price">EUR <b>$price</b>,00
<table>$rows</table>
<ul><li>pick up only<li>no returns</ul>
</body></html>
HTML
}

# -- the spider ------------------------------------------------------------
sub look_at {
    my ($offer, $html) = @_;
    $counter{pages}++;

    my $tree = HTML::TreeBuilder->new;
    $tree->parse($html);
    $tree->eof;

    # nothing to see when somebody else was faster
    return if $tree->look_down(_tag => 'div', class => qr/\bsold\b/);

    my $h1    = $tree->look_down(_tag => 'h1')->as_trimmed_text;
    my $price = $tree->look_down(_tag => 'p', class => 'price')->as_text;
    $price = $price =~ /(\d+),/ ? $1 : 0;
    my @size = map { $_->as_text } $tree->look_down(_tag => 'td', class => 'v');
    $tree->delete;

    $counter{offers}++;
    return if $price > 60;
    push @cheapest, { id => $offer, text => $h1, price => $price, size => join('x', @size[0 .. 2]) };
    @cheapest = sort { $a->{price} <=> $b->{price} } @cheapest;
    splice @cheapest, 20 if @cheapest > 20;
}

sub round_trip {
    my $n = 25 + int rand 15;
    %seen = ();
    for (1 .. $n) {
        my $offer = $id + int rand 60;
        next if $seen{$offer}++;
        look_at($offer, fake_page($offer));
    }
    $id += 40;
}

sub snapshot {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    printf "%s: %d pages, %d offers, cheapest %s for %d\n", $name, @counter{qw(pages offers)}, $cheapest[0]{text}, $cheapest[0]{price};
}

round_trip() for 1 .. 6;
snapshot('early');
round_trip() for 1 .. 22;
snapshot('mid');
round_trip() for 1 .. 22;
snapshot('late');
