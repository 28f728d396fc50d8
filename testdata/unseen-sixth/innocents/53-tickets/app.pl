#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Ticket::Pool;
use Ticket::Sale;

my $out = shift or die;
my $evenings = shift || 8;
srand 530;

my $file = "$out/tickets-$$.db";
my $pool = Ticket::Pool->new(dsn => "dbi:SQLite:dbname=$file", max => 16);
my $sale = Ticket::Sale->new(pool => $pool);
$sale->set_up(halls => 5, shows => 40);

# so many people at the same time
sub rush {
    my ($people) = @_;
    my @open = map { $sale->begin } 1 .. $people;
    for my $visit (@open) {
        my $r = rand;
        if    ($r < .4) { $visit->look(1 + int rand 40, (qw(price row hall))[rand 3], (qw(asc desc))[rand 2]) }
        elsif ($r < .7) { $visit->buy(1 + int rand 40, 1 + int rand 300) }
        elsif ($r < .8) { $visit->give_back(1 + int rand 40, 1 + int rand 300) }
        else            { $visit->statistics((qw(show hall day))[rand 3], 1 + int rand 5) }
    }
}

sub evening {
    my ($crowd) = @_;
    rush(1 + int rand $crowd) for 1 .. 25;
    $sale->refund_all(1 + int rand 40);
}

evening(3) for 1 .. 4;
Devel::MAT::Dumper::dump("$out/early.pmat");
evening(7) for 1 .. 6;
Devel::MAT::Dumper::dump("$out/mid.pmat");
evening(22) for 1 .. $evenings;
Devel::MAT::Dumper::dump("$out/late.pmat");

print $sale->summary, "\n";
$pool->shut;
unlink $file;
