#!/usr/bin/perl
# Pilot station: talks a small line protocol to the port authority.
use strict;
use warnings;

use AnyEvent;
use AnyEvent::Util qw(portable_socketpair);
use Devel::MAT::Dumper;

use Harbour::Authority;
use Harbour::Client;
use Harbour::Roster;

my ($out, $late_watches) = @ARGV;
die "usage: $0 OUTDIR [WATCHES]\n" unless defined $out;
$late_watches //= 40;

srand 11;

my ($near, $far) = portable_socketpair();
my $authority = Harbour::Authority->new(fh => $far);
my $client    = Harbour::Client->new(fh => $near);
my $roster    = Harbour::Roster->new(pilots => [qw(Abel Brandt Coster Dekker Evers)]);

my @ships = map { sprintf 'IMO%07d', 9_000_000 + $_ * 37 } 1 .. 60;

sub watch {
    my ($n) = @_;
    for my $turn (1 .. 25) {
        my $dice = rand;
        my $ship = $ships[ rand @ships ];
        if ($dice < 0.35) {
            my $berth = $client->ask("BERTH $ship")->recv;
            $roster->note_berth($ship, $berth);
        }
        elsif ($dice < 0.65) {
            my $cm = $client->ask("TIDE " . ($n % 24))->recv;
            $roster->tide($cm);
        }
        elsif ($dice < 0.75) {
            eval { $client->ask("TUG $ship")->recv };
            $roster->refused if $@;
        }
        else {
            my $rows = $client->ask("ARRIVALS " . int(rand 9))->recv;
            $roster->assign($_) for @$rows;
        }
    }
    $roster->relieve if $n % 5 == 0;
}

my $n = 0;
watch(++$n) for 1 .. 20;
Devel::MAT::Dumper::dump("$out/early.pmat");

watch(++$n) for 1 .. 40;
Devel::MAT::Dumper::dump("$out/mid.pmat");

watch(++$n) for 1 .. $late_watches;
Devel::MAT::Dumper::dump("$out/late.pmat");

print $roster->summary, "\n";
