package Feed::Parser;
use strict;
use warnings;

# sku;description;stock;price

sub parse_row {
    my ($row) = @_;
    my ($sku, $text, $stock, $price) = split /;/, $row, 4;
    return unless defined $price && $stock =~ /^\d+$/ && $price =~ /^\d+\.\d\d$/;
    $text =~ s/\s+/ /g;
    return { sku => $sku, text => $text, stock => $stock, price => $price };
}

1;
