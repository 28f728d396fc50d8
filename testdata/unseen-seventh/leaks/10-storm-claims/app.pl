use strict;
use warnings;
use Devel::MAT::Dumper;
use Claims::Desk;
use Claims::Generator;

# A claims desk after a storm: every claim is checked against the policy and
# either settled or sent back with the reason.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 23;

my $generator = Claims::Generator->new(policies => 60);
my $desk      = Claims::Desk->new(policies => $generator->policies);

for my $part ([200, 'early'], [400, 'mid'], [$tail, 'late']) {
    my ($n, $name) = @$part;
    $desk->process($generator->next_claim) for 1 .. $n;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

printf "%d settled, %d EUR\n", $desk->settled, $desk->paid;
printf "%-12s %d\n", $_, $desk->refused->{$_} for sort keys %{$desk->refused};
