package Catalog::Supplier;
use strict;
use warnings;

# what the supplier's machine sends

sub new {
    my ($class, %args) = @_;
    return bless {products => $args{products}}, $class;
}

sub send_to {
    my ($self, $handle) = @_;
    $handle->autoflush(1);
    print {$handle} qq{<?xml version="1.0"?>\n<feed supplier="North">\n};
    for my $n (1 .. $self->{products}) {
        print {$handle} qq{<notice level="info">still here at $n</notice>\n} if $n % 15 == 0;
        my $number = 1 + ($n * 7) % 200;
        print {$handle} qq{<product number="$number">},
            "<name>Product $number</name><stock>", ($n * 13) % 90, '</stock>',
            qq{<price currency="EUR">}, 5 + $n % 70, '.', 10 + $n % 80, '</price>',
            (map {qq{<offer from="$_"><percent>} . (2 * $_ + $n % 7) . '</percent></offer>'} 1 .. 1 + $n % 3),
            "</product>\n";
        print {$handle} qq{<withdrawn number="$number"/>\n} if $n % 40 == 0;
    }
    print {$handle} "</feed>\n";
    return;
}

1;
