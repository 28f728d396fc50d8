use strict;
use warnings;
use CHI;
use Routes::Planner;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 909;

my $cache = CHI->new(driver => 'Memory', datastore => {}, max_size => '3m', expires_in => '1 hour');
my $planner = Routes::Planner->new(cache => $cache);

my @legs = ([200, 'early'], [800, 'mid'], [1900, 'late']);

my $km = 0;
my $asked = 0;
while (my $leg = shift @legs) {
    my ($goal, $label) = @$leg;
    for (; $asked < $goal; $asked++) {
        my $r = $planner->route(map { int rand 400 } 1 .. 2);
        $km += $r->{km};
    }
    Devel::MAT::Dumper::dump("$out/$label.pmat");
}
printf "%d km planned\n", $km;
