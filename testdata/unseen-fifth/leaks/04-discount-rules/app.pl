#!/usr/bin/env perl
# prices of a mail-order shop; the merchants change their rules all day long
use strict;
use warnings;
use Devel::MAT::Dumper;
use Shop::Rules;
use Shop::Basket;

my $dir = shift or die "usage: $0 DIR\n";
srand 44;

my $rules = Shop::Rules->new;
my @names = qw(summer loyal bulk staff clearance newsletter);
my $orders = 0;
my @last_orders;

sub edit_rule {
    my $name = $names[rand @names];
    my $from = 10 * int 1 + rand 20;
    my $off  = sprintf '%.2f', 0.02 + rand 0.2;
    $rules->publish(
        $name => {
            when => "\$basket->total > $from and \$basket->items >= " . int(1 + rand 4),
            then => "\$basket->total * $off",
        }
    );
}

sub order {
    my $basket = Shop::Basket->new(map { { sku => "A$_", price => 5 + rand 40 } } 1 .. 1 + rand 6);
    $orders++;
    push @last_orders, { basket => $basket, off => $rules->best($basket) };
    shift @last_orders if @last_orders > 200;
}

sub work {
    my $hours = shift;
    for (1 .. $hours) {
        edit_rule() for 1 .. 2;
        order() for 1 .. 10;
    }
}

for my $step (['early', 25], ['mid', 90], ['late', 90]) {
    work($step->[1]);
    Devel::MAT::Dumper::dump("$dir/$step->[0].pmat");
    printf "%s: %d orders, %d rules active\n", $step->[0], $orders, $rules->count;
}
