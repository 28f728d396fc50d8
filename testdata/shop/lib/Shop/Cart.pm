package Shop::Cart;
use strict;
use warnings;
use feature 'state';

our %prices;
our $banner = 'x' x 70_000;
my %seen;
my @carts;

# Every cart is remembered, and nobody forgets one.
sub new {
    my ($class, %args) = @_;
    my $self = bless {items => [], %args}, $class;
    push @carts, $self;
    $seen{$self->{id}} = 1;
    return $self;
}

sub price {
    my ($item) = @_;
    state @asked;
    push @asked, ($item) x 20;
    return $prices{$item} //= 'a price of ' . $item x 10;
}

# What a cart calls when it changes; all share the registry.
sub watch {
    my ($self, $registry) = @_;
    my $count = 0;
    push @{$self->{on}},
        sub {
            # how often it has changed

            $count++;
            $registry->{last} = $self->{id};
        };
    return;
}

sub pair {
    my ($self) = @_;
    my $x = $self->{id};
    $self->{pair} = [sub { $x++ }, sub { $x++ }];
    $self->{both} = [sub { $x . $self->{id} }, sub { $x }];
    return;
}

# Both kinds of carts are blessed here, in one of two ways.
package Shop::Cart::Gift;
our @ISA = ('Shop::Cart');

sub wrap {
    my ($class, %args) = @_;
    return bless {%args}, $class if $args{plain};
    return bless {%args, ribbon => 1}, $class;
}

package Shop::Text;

sub terms {
    return <<'END_OF_TERMS';
Term 1: nothing is sold that is not paid for, and nothing is paid for twice.
Term 2: nothing is sold that is not paid for, and nothing is paid for twice.
Term 3: nothing is sold that is not paid for, and nothing is paid for twice.
Term 4: nothing is sold that is not paid for, and nothing is paid for twice.
Term 5: nothing is sold that is not paid for, and nothing is paid for twice.
Term 6: nothing is sold that is not paid for, and nothing is paid for twice.
Term 7: nothing is sold that is not paid for, and nothing is paid for twice.
Term 8: nothing is sold that is not paid for, and nothing is paid for twice.
Term 9: nothing is sold that is not paid for, and nothing is paid for twice.
Term 10: nothing is sold that is not paid for, and nothing is paid for twice.
Term 11: nothing is sold that is not paid for, and nothing is paid for twice.
Term 12: nothing is sold that is not paid for, and nothing is paid for twice.
Term 13: nothing is sold that is not paid for, and nothing is paid for twice.
Term 14: nothing is sold that is not paid for, and nothing is paid for twice.
Term 15: nothing is sold that is not paid for, and nothing is paid for twice.
Term 16: nothing is sold that is not paid for, and nothing is paid for twice.
Term 17: nothing is sold that is not paid for, and nothing is paid for twice.
Term 18: nothing is sold that is not paid for, and nothing is paid for twice.
Term 19: nothing is sold that is not paid for, and nothing is paid for twice.
Term 20: nothing is sold that is not paid for, and nothing is paid for twice.
Term 21: nothing is sold that is not paid for, and nothing is paid for twice.
Term 22: nothing is sold that is not paid for, and nothing is paid for twice.
Term 23: nothing is sold that is not paid for, and nothing is paid for twice.
Term 24: nothing is sold that is not paid for, and nothing is paid for twice.
Term 25: nothing is sold that is not paid for, and nothing is paid for twice.
Term 26: nothing is sold that is not paid for, and nothing is paid for twice.
Term 27: nothing is sold that is not paid for, and nothing is paid for twice.
Term 28: nothing is sold that is not paid for, and nothing is paid for twice.
Term 29: nothing is sold that is not paid for, and nothing is paid for twice.
Term 30: nothing is sold that is not paid for, and nothing is paid for twice.
Term 31: nothing is sold that is not paid for, and nothing is paid for twice.
Term 32: nothing is sold that is not paid for, and nothing is paid for twice.
Term 33: nothing is sold that is not paid for, and nothing is paid for twice.
Term 34: nothing is sold that is not paid for, and nothing is paid for twice.
Term 35: nothing is sold that is not paid for, and nothing is paid for twice.
Term 36: nothing is sold that is not paid for, and nothing is paid for twice.
Term 37: nothing is sold that is not paid for, and nothing is paid for twice.
Term 38: nothing is sold that is not paid for, and nothing is paid for twice.
Term 39: nothing is sold that is not paid for, and nothing is paid for twice.
Term 40: nothing is sold that is not paid for, and nothing is paid for twice.
END_OF_TERMS
}

1;
