use strict;
use warnings;
use Devel::MAT::Dumper;
use Cards::Designs;
use Cards::Press;

# A shop for wedding cards: a customer picks a design and a language, the text
# is written by a template engine that keeps what it has compiled.
my ($out, $tail) = @ARGV;
$tail ||= 600;
srand 28;

my $designs = Cards::Designs->new(count => 40);
my $press   = Cards::Press->new(designs => $designs);
my $orders  = 0;

sub one_order {
    my $n     = $orders++;
    my $known = 1 + int($n / 20);
    $known = 40 if $known > 40;
    $press->order({
        design => 1 + ($n * 3) % $known,
        names  => [(qw(Ann Bea Cem Dan Eve))[$n % 5], (qw(Fay Gus Hal Ivy))[$n % 4]],
        date   => sprintf('%02d.%02d.', 1 + $n % 28, 1 + $n % 12),
        guests => [map {"guest $_"} 1 .. 1 + $n % 4],
    });
}

for my $part ([200, 'early'], [300, 'mid'], [$tail, 'late']) {
    one_order() for 1 .. $part->[0];
    Devel::MAT::Dumper::dump("$out/$part->[1].pmat");
}

printf "%d orders, %d cards, %d characters\n", $orders, $press->cards, $press->characters;
