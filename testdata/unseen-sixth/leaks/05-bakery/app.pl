use strict;
use warnings;
use Devel::MAT::Dumper ();
use Bakery::Book;
use Bakery::Oven;

my $out  = $ARGV[0] or die "no directory\n";
my $long = $ARGV[1] // 60;

srand 8;
my $book = Bakery::Book->new;
my $oven = Bakery::Oven->new(capacity => 40);

sub order {
    my ($n) = @_;
    my @names  = $book->names;
    my $name   = $names[ rand @names ];
    my $recipe = $book->recipe($name);
    my $kind   = int rand 4;
    if ($kind == 0) {
        # only asked for the price
        return $recipe->price;
    }
    if ($kind == 1) {
        return $recipe->allergens;
    }
    $oven->load($recipe, 1 + int rand 12);
    return;
}

my $orders = 0;

sub morning {
    for (1 .. 20 + int rand 10) { order(++$orders) }
    $oven->bake while $oven->waiting;
    $book->season if $orders % 3 == 0;
}

morning() for 1 .. 20;
Devel::MAT::Dumper::dump("$out/early.pmat");
morning() for 1 .. 60;
Devel::MAT::Dumper::dump("$out/mid.pmat");
morning() for 1 .. $long;
Devel::MAT::Dumper::dump("$out/late.pmat");

printf "%d orders, %d loads baked, flour used %.1f kg\n", $orders, $oven->baked, $oven->used('flour') / 1000;
