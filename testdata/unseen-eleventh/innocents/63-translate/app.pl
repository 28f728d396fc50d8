use strict;
use warnings;
use Translate::Memory;
use Translate::Engine;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 28;

tie my %memory, 'Translate::Memory', $ENV{TM_SEGMENTS};
my $engine = Translate::Engine->new(\%memory);

my @subject = qw(pump valve filter motor belt shaft);
my @verb    = qw(check replace clean tighten lubricate);
my %save    = (500 => 'early', 1500 => 'mid', 4000 => 'late');
my $last    = 4000;

foreach my $no (1 .. $last) {
    my $segment = sprintf '%s the %s %d of unit %d', ucfirst $verb[rand @verb], $subject[rand @subject], rand 40, rand 300;
    my $t = $engine->translate($segment);
    die "no translation" unless length $t->{target};
    Devel::MAT::Dumper::dump("$out/$save{$no}.pmat") if exists $save{$no};
}
printf "%d from the engine, %d from memory\n", $engine->counts;
