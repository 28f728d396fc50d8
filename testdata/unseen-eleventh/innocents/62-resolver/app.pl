use strict;
use warnings;
use Resolver;
use Resolver::Traffic;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 53;

my $traffic  = Resolver::Traffic->new(popular => 400);
my $resolver = Resolver->new;

my $asked = 0;
my $dump = sub { Devel::MAT::Dumper::dump("$out/$_[0].pmat") };

my $run = sub {
    my $n = shift;
    $resolver->lookup($traffic->name) for 1 .. $n;
    $asked += $n;
};

$run->(800);
$dump->('early');
$run->(2200);
$dump->('mid');
$run->(5000);
$dump->('late');

printf "%d asked, %.0f%% from memory\n", $asked, 100 * $resolver->hits / $asked;
