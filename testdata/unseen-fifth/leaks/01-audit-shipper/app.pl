#!/usr/bin/env perl
# back office of a small parcel shop: log-ins, label printing, audit trail
use strict;
use warnings;
use Devel::MAT::Dumper;
use Parcel::Audit;
use Parcel::Sessions;
use Parcel::Tariff;

my $dir = shift @ARGV // die "usage: $0 DIR\n";
srand 11;

my $clock    = 0;
my $audit    = Parcel::Audit->new(batch => 20);
my $sessions = Parcel::Sessions->new(ttl => 40);
my $tariff   = Parcel::Tariff->new(max => 150);

sub minute {
    $clock++;
    for (1 .. 4 + rand 4) {
        my $user  = 'user' . int rand 90;
        my $token = $sessions->touch($user, $clock);
        $audit->record($clock, $user, login => $token);
        for (1 .. 1 + rand 5) {
            my ($zone, $grams) = (int rand 12, 100 * int 1 + rand 60);
            my $price = $tariff->price($zone, $grams);
            $audit->record($clock, $user, label => sprintf 'zone %d, %d g, %.2f', $zone, $grams, $price);
        }
    }
    $sessions->expire($clock);
    $audit->ship;
}

for my $part ([early => 120], [mid => 400], [late => 400]) {
    my ($name, $minutes) = @$part;
    minute() for 1 .. $minutes;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    printf "%s: minute %d, %d sessions, %d prices, %d shipped\n", $name, $clock, $sessions->count, $tariff->count, $audit->shipped;
}
