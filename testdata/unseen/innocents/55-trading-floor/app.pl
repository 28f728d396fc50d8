#!/usr/bin/env perl
use strict;
use warnings;
use AnyEvent;
use Floor::Server;
use Floor::Trader;
use Devel::MAT::Dumper;

my $out    = shift or die "usage: $0 OUTDIR\n";
my $server = Floor::Server->new(symbols => 30, tape => 150);
my %trader;
my $hired = 0;
srand 9;

sub spin { my $seconds = shift; my $cv = AE::cv; my $t = AE::timer $seconds, 0, sub { $cv->send }; $cv->recv }

# so many traders are on the floor; some go home and others come
sub staff {
    my $wanted = shift;
    while (keys %trader < $wanted) {
        my $name = 'trader' . ++$hired;
        $trader{$name} = Floor::Trader->new(name => $name, number => $hired, port => $server->port);
    }
    for my $name ((sort keys %trader)[0 .. keys(%trader) - $wanted - 1]) { (delete $trader{$name})->leave }
    return;
}

sub hour {
    my ($traders, $rounds) = @_;
    staff($traders);
    spin(0.05);
    for (1 .. $rounds) {
        for my $name (sort keys %trader) {
            $trader{$name}->order('S' . int rand 30, rand() < 0.5 ? 'buy' : 'sell', 90 + int rand 20) if rand() < 0.5;
        }
        my ($tired) = sort { $trader{$a}->number <=> $trader{$b}->number } keys %trader;
        (delete $trader{$tired})->leave if rand() < 0.4;
        staff($traders);
        spin(0.01);
    }
    return;
}

sub snap {
    my $name = shift;
    spin(0.05);
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $server->summary, "\n";
}

hour(12, 30);
snap('early');
hour(12, 30);
hour(70, 15);    # the exchange opens in New York
snap('mid');
hour(14, 60);
snap('late');
