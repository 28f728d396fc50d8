#!/usr/bin/perl
use strict;
use warnings;
use AnyEvent;
use Devel::MAT::Dumper ();
use Weather::History;
use Weather::Sensor;

my $out = shift or die "usage: $0 OUTDIR\n";
my %dump_at = (250 => 'early', 600 => 'mid', 2000 => 'late');
my $done    = AE::cv;
my $seen    = 0;

my %history = map { $_ => Weather::History->new(size => 800) } qw(airport harbour);
my @sensors = map {
    my $name = $_;
    Weather::Sensor->new(
        seed       => length $name,
        on_reading => sub {
            my ($r) = @_;
            $history{$name}->add($r);
            $seen++;
            Devel::MAT::Dumper::dump("$out/$dump_at{$seen}.pmat") if $dump_at{$seen};
            $done->send if $seen >= 2000;
        },
    );
} sort keys %history;

$done->recv;
$_->stop for @sensors;
my @last = $history{harbour}->recent(10);
die "ring lost something\n" unless @last == 10;
