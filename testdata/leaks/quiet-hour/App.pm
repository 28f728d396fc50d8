package App;
use strict;
use warnings;
my ($served, %sent, %receipts);

sub steps { return 60, 900, 180 }

sub work {
    my ($class, $n) = @_;
    $served++;
    my $body = "page $n of the shop" x (1 + $n % 3);
    $sent{pages}++;
    $sent{bytes} += length $body;
    order($n) if $n % 3 == 0;
    return $body;
}

sub order {
    my $n = shift;
    $receipts{$n} = { order => $n, total => 5 + $n % 90, lines => [ map { "item $_" } 1 .. 4 ] };
    return;
}

1;
