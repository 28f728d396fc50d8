package App;
use strict;
use warnings;
my ($served, %sent, %product);
my $seed = 42;

sub steps { return 100, 400, 4000 }

sub work {
    my ($class, $n) = @_;
    $served++;
    $seed = ($seed * 1103515245 + 12345) % 2147483648;
    my $product = product(int($seed / 65536) % 1500);
    my $body = "$product->{name} for $product->{price}";
    $sent{pages}++;
    $sent{bytes} += length $body;
    return $body;
}

sub product {
    my $id = shift;
    if (!exists $product{$id}) {
        $product{$id} = { name => "product $id", price => 3 + $id % 70, stock => [ 1 .. 8 ] };
    }
    return $product{$id};
}

1;
