use strict;
use warnings;
use Till;
use Till::Stock;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 606;

my $stock = Till::Stock->new(map { ("article$_" => 5000) } 1 .. 80);
my $till  = Till->new($stock);

my $sale = sub {
    my $mark = $till->savepoint;
    for (1 .. 1 + int rand 4) {
        $till->sell('article' . (1 + int rand 80), 1 + int rand 3);
    }
    $till->rollback_to($mark) if rand() < 0.05;
};

my $n = 0;
my %name = (150 => 'early', 450 => 'mid', 1100 => 'late');
my $customers = 1100;
while ($n++ < $customers) {
    $sale->();
    $till->close_shift if $n % 1200 == 0;
    Devel::MAT::Dumper::dump("$out/$name{$n}.pmat") if exists $name{$n};
}
printf "takings %.2f, shifts %d\n", $till->takings, $till->shifts;
