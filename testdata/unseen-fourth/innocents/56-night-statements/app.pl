#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Night::Queue;
use Night::Ledger;

# Orders come from seven to twenty hours, the statements are written after two.
my $out = shift or die "usage: $0 OUTDIR\n";
srand 56;

my $ledger = Night::Ledger->new;
my $queue  = Night::Queue->new(ledger => $ledger);
my $day    = 0;

sub hour {
    my $hour = shift;
    $queue->night_run if $hour == 2;
    return if $hour < 7 || $hour > 20;
    my $busy = $hour == 12 ? 60 : 25 + 3 * ($day % 7);
    $queue->add(customer => 1 + int rand 250, article => 'art' . int rand 70, count => 1 + int rand 5) for 1 .. rand $busy;
}

sub until_hour {
    my ($from, $to) = @_;
    hour($_) for $from .. $to;
}

sub snapshot {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: day $day, ", $queue->text, ', ', $ledger->text, "\n";
}

until_hour(0, 23), $day++ while $day < 1;
until_hour(0, 9);
snapshot('early');
until_hour(10, 23);
$day++;
until_hour(0, 23), $day++ while $day < 3;
until_hour(0, 13);
snapshot('mid');
until_hour(14, 23);
$day++;
until_hour(0, 23), $day++ while $day < 6;
until_hour(0, 19);
snapshot('late');
