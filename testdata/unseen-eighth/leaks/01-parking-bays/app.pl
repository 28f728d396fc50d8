#!/usr/bin/perl
# City parking: polls the bay directory of each car park and publishes the
# number of free bays to the signs at the ring road.
use strict;
use warnings;
use AnyEvent;
use Devel::MAT::Dumper ();
use ParkServer;
use ParkClient;

my $out = shift or die "usage: app.pl OUTDIR\n";

my %checkpoint = (120 => 'early', 420 => 'mid', 1100 => 'late');
my @parks      = qw(station market harbour museum arena);

my $server = ParkServer->start(parks => \@parks, bays => 24);
my $client = ParkClient->new(host => '127.0.0.1', port => $server->port);

my $polls = 0;
my $done  = AnyEvent->condvar;
my %sign;

sub poll {
    my $park = $parks[ $polls % @parks ];
    $client->fetch_bays(
        $park,
        sub {
            my ($bays) = @_;
            $sign{$park} = grep { $_ eq 'free' } values %$bays;
            $polls++;
            if (my $name = $checkpoint{$polls}) {
                Devel::MAT::Dumper::dump("$out/$name.pmat");
                return $done->send if $name eq 'late';
            }
            AnyEvent::postpone { poll() };
        }
    );
}

$client->connect(sub { poll() });
$done->recv;
printf "%-10s %3d free\n", $_, $sign{$_} for sort keys %sign;
