#!/usr/bin/perl
use strict;
use warnings;
use utf8;
use Devel::MAT::Dumper;
use Park::Speech;
use Park::Machine;

my $out = shift || die "usage: $0 OUTDIR\n";
srand 1111;
binmode STDOUT, ':utf8';

# Ticket machines of a car park; each speaks the language of the driver.
my @machines = map { Park::Machine->new(number => $_) } 1 .. 4;

sub drive {
    my $cars = shift;
    for (1 .. $cars) {
        my $machine = $machines[ rand @machines ];
        $machine->language((qw(en de fr))[ rand 3 ]);
        $machine->enter;
        $machine->pay(5 + int rand 900);
        $machine->leave if rand() < 0.97;
    }
}

for my $phase ([early => 150], [mid => 900], [late => 900]) {
    my ($name, $cars) = @$phase;
    drive($cars);
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", join(' | ', map { $_->screen } @machines), "\n";
}
