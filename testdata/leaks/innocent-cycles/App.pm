package App;
use strict;
use warnings;

# built once, and as old as the process
my @routes = map { my $r = { name => "r$_" }; $r->{self} = $r; $r } 1 .. 20;
for (1 .. 5) { my $x = {}; $x->{x} = $x }
my %cache;
my @order;

sub work {
    my ($class, $n) = @_;
    my $key = 'k' . ($n % 43);
    $cache{$key} //= { key => $key, code => sub { $key } };
    push @order, { n => $n, when => "t$n" };
    splice @order, 0, @order - 40 if @order > 40;
    return $cache{$key}{code}->();
}

1;
