use strict;
use warnings;
use Devel::MAT::Dumper;
use IO::Async::Loop;
use Laundry::Shop;
use Laundry::Customer;

# A launderette: machines are started with a token, run for their programme's
# time and ring a bell when the washing is ready.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 27;

my $loop = IO::Async::Loop->new;
my $shop = Laundry::Shop->new(machines => 8, minute => 0.00001);
$loop->add($shop);

my ($done, $goal) = (0, 0);
my $number = 0;

sub customer_arrives {
    my $customer = Laundry::Customer->new(++$number);
    my $started  = $shop->start($customer->programme, sub {
        my ($machine, $weight) = @_;
        $customer->collect($machine, $weight);
        $done++;
        $loop->stop if $done >= $goal;
        customer_arrives() if $number < $goal;
    }, $customer->weight);
    return $started;
}

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    $goal += $n;
    customer_arrives() for 1 .. 6;
    $loop->run;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d washes, %.0f kg, %d machines free\n", $done, $shop->kilos, $shop->free_machines;
