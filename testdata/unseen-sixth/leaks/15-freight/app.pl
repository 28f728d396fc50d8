#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Freight::Office;

my $out  = shift or die "usage: $0 outdir\n";
my $late = shift || 40;
srand 404;

my $office = Freight::Office->new;
my @towns  = qw(Oslo Bergen Kiel Riga Turku Gdansk);
my @regular = map { { from => $towns[rand @towns], to => $towns[rand @towns], kg => 50 * (1 + int rand 20), goods => 'pallet' } } 1 .. 12;

sub hour {
    my ($h) = @_;
    # regular customers ask the same every hour
    $office->quote(%$_) for @regular;
    for (1 .. 10) {
        my $r = rand;
        if ($r < .4) {
            $office->quote(from => $towns[rand @towns], to => $towns[rand @towns], kg => (100, 250, 600)[rand 3], goods => 'loose', asked_at => $h * 3600 + int rand 3600);
        }
        elsif ($r < .8) { $office->distance($towns[rand @towns], $towns[rand @towns]) }
        else            { $office->book(@regular[rand @regular]) }
    }
    $office->diesel(1.4 + rand .3) if $h % 24 == 0;
    $office->close_day if $h % 24 == 23;
}

my $h = 0;
hour($h++) for 1 .. 40;
Devel::MAT::Dumper::dump("$out/early.pmat");
hour($h++) for 1 .. 100;
Devel::MAT::Dumper::dump("$out/mid.pmat");
hour($h++) for 1 .. $late * 2.5;
Devel::MAT::Dumper::dump("$out/late.pmat");

print $office->summary, "\n";
