use strict;
use warnings;
use Freight::Network;
use Freight::Tariff;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 4711;

my $net    = Freight::Network->new(regions => [qw(N NE E SE S SW W NW C)], per_region => 4);
my $tariff = Freight::Tariff->new($net);

my @todo = ([300, 'early'], [1200, 'mid'], [3500, 'late']);

my ($n, $revenue) = (0, 0);
for my $stage (@todo) {
    my ($until, $name) = @$stage;
    while ($n < $until) {
        my $order = {
            from   => $net->random_zone,
            to     => $net->random_zone,
            weight => 1 + int rand 900,
        };
        my $q = $tariff->quote(@$order{qw(from to weight)});
        $revenue += $q->{total};
        $n++;
    }
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}
printf "%d quotes, revenue %.2f\n", $n, $revenue;
