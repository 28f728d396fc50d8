use strict;
use warnings;
use Units;
use Units::Orders;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 365;

my $orders = Units::Orders->new(Units->known);
my ($done, $sum) = (0, 0);
my @marks = qw(early mid late);
my @counts = (250, 700, 1700);

for my $i (0 .. $#marks) {
    while ($done < $counts[$i]) {
        my ($from, $to, $digits, $value) = $orders->next_line;
        my $method = "${from}_to_${to}_$digits";
        $sum += Units->$method($value);
        $done++;
    }
    Devel::MAT::Dumper::dump("$out/$marks[$i].pmat");
}
printf "%d lines converted, %.3g\n", $done, $sum;
