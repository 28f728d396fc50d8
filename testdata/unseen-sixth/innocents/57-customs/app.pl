#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use Customs::Tariff qw(duty transit_days);
use Customs::Declaration;

my ($out, $late) = @ARGV;
$late //= 60;
srand 57;

my @country = qw(NO CH UK US CN JP BR IN TR UA RS MA);
my @ports   = qw(HAM RTM ANR GDN TRS PIR BCN LIS);
my %total   = (duty => 0, held => 0, n => 0);
my @inspect;                # at most the ten dearest of the day

sub declaration {
    my $d = Customs::Declaration->random(\@country, \@ports);
    my $duty = duty($d->country, $d->heading, $d->band);
    my $days = transit_days($d->port, $d->country);
    $total{duty} += $duty->{rate} * $d->value;
    $total{held}++ if $days > 20 && grep { $_ eq 'licence' } @{ $duty->{papers} };
    $total{n}++;
    @inspect = (sort { $b->value <=> $a->value } @inspect, $d)[ 0 .. ($#inspect < 9 ? $#inspect + 1 : 9) ];
}

my $dearest = '';

sub day {
    declaration() for 1 .. 25;
    $dearest = $inspect[0]->line;
    @inspect = ();
}

day() for 1 .. 10;
Devel::MAT::Dumper::dump("$out/early.pmat");
day() for 1 .. 35;
Devel::MAT::Dumper::dump("$out/mid.pmat");
day() for 1 .. $late;
Devel::MAT::Dumper::dump("$out/late.pmat");

printf "%d declarations, %.2f duty, %d held\n", @total{qw(n duty held)};
print "dearest today: $dearest\n";
