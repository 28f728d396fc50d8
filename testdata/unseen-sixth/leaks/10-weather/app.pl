#!/usr/bin/perl
# wx - collects the reports of the volunteers' stations and prints a bulletin
use strict;
use warnings;
use Devel::MAT::Dumper;
use Weather::Report qw(make_reports);
use Weather::Check  qw(plausible);

my $outdir = shift @ARGV or die "usage: wx OUTDIR [DAYS]\n";
my $days   = shift @ARGV || 24;
srand 17;

my @stations = map { sprintf 'ST%03d', $_ } 1 .. 40;
my %latest;       # station => last good report
my %flag;         # station => day => hour => remark, entered by the duty officer
my %daily;        # station => { min, max, n }, today only
my @bulletin;
my $day = 0;

# the officer marks a few doubtful hours
sub duty_officer {
    for (1 .. 3) {
        my $st = $stations[rand @stations];
        $flag{$st}{$day}{ int rand 24 } = 'sensor iced';
    }
    # remarks are of interest for a week
    for my $st (keys %flag) {
        for my $d (keys %{ $flag{$st} }) {
            next if $d > $day - 7;
            delete $flag{$st}{$d} if grep { defined } values %{ $flag{$st}{$d} };
        }
    }
}

sub take {
    my ($r) = @_;
    return if $flag{ $r->{station} }{ $r->{day} }{ $r->{hour} };
    return unless plausible($r, $latest{ $r->{station} });
    $latest{ $r->{station} } = $r;
    my $d = $daily{ $r->{station} } ||= { min => 99, max => -99, n => 0 };
    $d->{min} = $r->{temp} if $r->{temp} < $d->{min};
    $d->{max} = $r->{temp} if $r->{temp} > $d->{max};
    $d->{n}++;
    return 1;
}

sub bulletin {
    my @line;
    for my $st (sort keys %daily) {
        my $d = $daily{$st};
        push @line, sprintf '%s %5.1f %5.1f (%d)', $st, $d->{min}, $d->{max}, $d->{n};
    }
    push @bulletin, join "\n", "day $day", @line;
    shift @bulletin while @bulletin > 5;
    %daily = ();
}

sub day {
    $day++;
    duty_officer();
    my $taken = 0;
    for my $r (make_reports(\@stations, $day)) {
        $taken++ if take($r);
    }
    bulletin();
    return $taken;
}

day() for 1 .. 8;
Devel::MAT::Dumper::dump("$outdir/early.pmat");
day() for 1 .. 24;
Devel::MAT::Dumper::dump("$outdir/mid.pmat");
day() for 1 .. $days;
Devel::MAT::Dumper::dump("$outdir/late.pmat");

print +(split /\n/, $bulletin[-1])[0, 1], "\n";
