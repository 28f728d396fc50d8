package Shop::Basket;
use strict;
use warnings;
use List::Util qw(sum0);

sub new { my ($class, @items) = @_; return bless { items => \@items }, $class }
sub items { return scalar @{ $_[0]{items} } }
sub total { return sum0 map { $_->{price} } @{ $_[0]{items} } }

1;
