#!/usr/bin/perl
use Mojo::Base -strict, -signatures;
use Devel::MAT::Dumper ();
use Theatre::Hall;
use Theatre::Customer;

my $out = shift or die "usage: app.pl OUTDIR\n";
my $hall = Theatre::Hall->new;
my (@looking, %sold);

# how many people are looking at the plan at the same time
sub crowd ($n) { return $n < 200 ? 8 : $n < 600 ? 25 : 60 }

sub next_customer ($n) {
    push @looking, Theatre::Customer->new(hall => $hall, name => "customer $n")->enter;
    while (@looking > crowd($n)) {
        my $c     = shift @looking;
        my $count = 1 + $n % 4;
        my $place = $c->choose($count, $n % 5);
        if (!$place) {
            $sold{evenings}++;
            $hall->clear;
            $place = $c->choose($count);
        }
        $hall->take($place->[0], $place->[1] + $_, $c->name) for 0 .. $count - 1;
        $hall->release($place->[0], $place->[1]) if $n % 15 == 0;
        $sold{seats} += $count;
        $c->leave;
    }
}

my %dump_at = (150 => 'early', 500 => 'mid', 1600 => 'late');
for my $n (1 .. 1600) {
    next_customer($n);
    Devel::MAT::Dumper::dump("$out/$dump_at{$n}.pmat") if $dump_at{$n};
}
