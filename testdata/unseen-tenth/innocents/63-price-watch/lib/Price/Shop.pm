package Price::Shop;
use strict;
use warnings;

# Pages of the shops, made up here; the real ones come over HTTP.
my @goods = map {"Kettle model $_"} 1 .. 30;

sub page {
  my ($class, $n) = @_;
  my $rows = join '', map {
    my $g = $goods[($n + $_) % @goods];
    my $price = sprintf '%.2f', 20 + (($n * 7 + $_ * 13) % 400) / 10;
    qq{<tr class="item"><td class="name"><a href="/p/$_">$g</a></td><td class="price">$price</td></tr>}
  } 1 .. 12;
  return qq{<html><head><title>Shop $n</title></head><body><div id="nav"><ul><li>home<li>cart</ul></div>}
    . qq{<table>$rows</table><p>All prices with VAT</p></body></html>};
}

1;
