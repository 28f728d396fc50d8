package Gear::Ratio;
use strict;
use warnings;
use Exporter 'import';
use Memoize;

our @EXPORT_OK = qw(ratio gcd);

sub gcd {
    my ($m, $n) = @_;
    return $n ? gcd($n, $m % $n) : $m;
}

# gears have 12 to 41 teeth
sub ratio {
    my ($one, $two) = @_;
    my $gcd = gcd($one, $two);
    return { value => $one / $two, text => join(':', $one / $gcd, $two / $gcd), teeth => [$one, $two] };
}

memoize('ratio');

1;
