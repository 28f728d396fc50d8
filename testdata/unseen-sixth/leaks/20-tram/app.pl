#!/usr/bin/perl
# follows the trams by their position messages and counts late ones
use strict;
use warnings;
use Devel::MAT::Dumper;
use Tram::Feed;
use Tram::Stops qw(nearest distance);

my $out     = shift or die "usage: $0 OUTDIR [MINUTES]\n";
my $minutes = shift || 180;
srand 90;

my $feed = Tram::Feed->new(lines => [ 1, 2, 5, 9 ]);

my $KEEP = 10 * 60;          # seconds without a message: the run is over
my %run;                     # run number => what we know
my %line;                    # per line totals
my $last_sweep = 0;
my $messages   = 0;

sub position {
    my ($msg) = @_;
    my $run = $run{ $msg->{run} } //= {
        line  => $msg->{line},
        first => $msg->{time},
        track => [],
        stops => {},
    };
    $run->{seen} = $msg->{time};
    push @{ $run->{track} }, [ $msg->{x}, $msg->{y} ];
    shift @{ $run->{track} } if @{ $run->{track} } > 8;

    my $stop = nearest($msg->{x}, $msg->{y});
    if (distance($stop, $msg->{x}, $msg->{y}) < 120 && !$run->{stops}{$stop}++) {
        $line{ $msg->{line} }{stops}++;
        $line{ $msg->{line} }{late}++ if $msg->{delay} > 180;
    }
}

sub sweep {
    my ($now) = @_;
    return if $now - $last_sweep < 60;
    $last_sweep = $now;
    for my $no (keys %run) {
        next if $now - $run{$no}{seen} < $KEEP;
        my $l = $line{ $run{$no}{line} };
        $l->{runs}++;
        $l->{seconds} += ($run{$no}{seen} - $run{$no}{first}) / 1000;
        delete $run{$no};
    }
}

sub minute {
    for my $msg ($feed->minute) {
        if    ($msg->{type} eq 'position') { position($msg) }
        elsif ($msg->{type} eq 'notice')   { $line{ $msg->{line} }{notice} = $msg->{text} }
        elsif ($msg->{type} eq 'depot')    { $line{ $msg->{line} }{depot}++ }
        $messages++;
    }
    sweep($feed->now);
}

minute() for 1 .. 90;
Devel::MAT::Dumper::dump("$out/early.pmat");
minute() for 1 .. 180;
Devel::MAT::Dumper::dump("$out/mid.pmat");
minute() for 1 .. $minutes;
Devel::MAT::Dumper::dump("$out/late.pmat");

for my $no (sort keys %line) {
    printf "line %d: %d stops, %d late\n", $no, $line{$no}{stops} // 0, $line{$no}{late} // 0;
}
