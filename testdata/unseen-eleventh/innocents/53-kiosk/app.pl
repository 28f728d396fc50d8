use strict;
use warnings;
use AnyEvent;
use Kiosk::Sessions;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 17;

my $sessions = Kiosk::Sessions->new(idle => 6);
my @menu     = qw(soup bread tea coffee cake pie juice salad);
my $done     = AE::cv;
my $sold     = 0;

# a handful of customers walk up on every tick, some old ones press a button
my $walk = AE::timer 0, 0.01, sub {
    my @ids = map { $sessions->open(lang => (qw(de en fr it))[rand 4]) } 1 .. 9;
    for my $id (@ids[0 .. 3]) {
        $sessions->touch($id, $menu[rand @menu]) for 1 .. 1 + rand 3;
    }
    $sold++ if $sessions->close($ids[-1]);
};

my %plan = (0.6 => 'early', 2.0 => 'mid', 4.2 => 'late');
my $left = keys %plan;
my @shots = map {
    my ($at, $name) = ($_, $plan{$_});
    AE::timer $at, 0, sub {
        Devel::MAT::Dumper::dump("$out/$name.pmat");
        $done->send unless --$left;
    };
} keys %plan;

$done->recv;
print "sold $sold\n";
